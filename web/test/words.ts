// Words of the made-up corpora.
export const GIVEN = ["Ada", "Anna", "Björn", "Carla", "Chen", "Daniel", "Elena", "Emre", "Fatima", "Felix", "Grace", "Hiroshi", "Ines", "Ivan",
  "Jamal", "Jia", "João", "Kofi", "Lars", "Leila", "Łukasz", "Maria", "Mei", "Mina", "Nadia", "Noor", "Olga", "Omar", "Pavel", "Priya", "Quentin",
  "Rosa", "Ravi", "Sara", "Sofia", "Tomas", "Uma", "Victor", "Wei", "Xin", "Yara", "Yuki", "Zoë", "Aiko", "Boris", "Clara", "Dmitri", "Esther"];

export const FAMILY = ["Abe", "Almeida", "Bauer", "Berg", "Bianchi", "Chen", "Costa", "Dahl", "Diallo", "Dubois", "Eriksson", "Fischer", "Fontaine",
  "García", "Grünwald", "Haddad", "Hansen", "Ibrahim", "Ito", "Ivanov", "Jensen", "Jovanović", "Kaya", "Kim", "Kowalska", "Lambert", "Li", "Lindqvist",
  "Martínez", "Meyer", "Nakamura", "Nguyen", "Novák", "Okafor", "Olsen", "Papadopoulos", "Park", "Petrov", "Quiroga", "Rahman", "Rossi", "Sato",
  "Schmidt", "Silva", "Singh", "Suzuki", "Tanaka", "Tóth", "Ueda", "Vargas", "Visser", "Wagner", "Wang", "Weber", "Xu", "Yamada", "Yıldız", "Zhang",
  "Zhou", "Zimmermann"];

export const SUBJECTS = ["quantum optics", "neural networks", "graph theory", "protein folding", "dark matter", "gravitational waves", "community detection",
  "climate models", "superconductivity", "reinforcement learning", "topological insulators", "galaxy formation", "cryptography", "speech recognition",
  "number theory", "random matrices", "plasma physics", "computer vision", "epidemic spreading", "exoplanets", "machine translation", "cold atoms",
  "combinatorics", "turbulence", "neutrino oscillations", "robot navigation", "black holes", "gene expression", "soft matter", "game theory",
  "type systems", "string theory", "active matter", "compilers", "photonics", "market microstructure", "ocean circulation", "stellar winds",
  "citation analysis", "knot invariants", "wireless networks", "medical imaging"];

export const WORDS = {
  adjectives: ["robust", "sparse", "nonlinear", "hierarchical", "stochastic", "adaptive", "universal", "noisy", "efficient", "long-range", "anisotropic",
    "scalable", "deep", "exact", "multiscale", "low-rank"],
  things: ["bounds", "structures", "estimators", "representations", "dynamics", "transitions", "algorithms", "measurements", "models", "correlations",
    "approximations", "surveys", "methods", "invariants", "limits"],
};

export const HOSTILE = ["<script>window.hacked=1</script>", "O\"Brien & 'Sons' <b>bold</b>", "محمد بن عبد الله", "שרה כהן", "👩‍🔬 Zoé 🎈 Śmith",
  "</script><img src=x onerror=\"window.hacked=2\">", "=HYPERLINK(\"http://example.org\",\"x\")", "+1 Plus", "-2 Minus", "@at Sign", "Abc, \"quoted\", comma",
  "\u202eright to left override", "A name that is very long indeed because somebody pasted an entire affiliation of a department of a university into it",
  "{{constructor}}", "--><!-- comment", "constructor", "__proto__"];
