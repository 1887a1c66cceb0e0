/* themes.c: what the papers of made-up corpora are about: fourteen phrases for each theme, and two themes
 * near it.
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "synth/vocab.h"

const cot_theme_t cot_i_synth_themes[] = {
    /* 0 learning */
    {{"representation learning", "deep neural networks", "kernel methods", "transfer learning",
      "reinforcement learning", "variational inference", "decision trees", "active learning",
      "online learning", "generative models", "gradient descent", "Bayesian networks", "feature selection",
      "graph neural networks"},
     {1, 18}},
    /* 1 vision */
    {{"image segmentation", "object detection", "pose estimation", "optical flow", "face recognition",
      "depth estimation", "image retrieval", "video compression", "texture synthesis",
      "scene understanding", "medical imaging", "point clouds", "visual tracking", "image denoising"},
     {0, 10}},
    /* 2 language */
    {{"machine translation", "question answering", "named entity recognition", "dependency parsing",
      "speech recognition", "word embeddings", "sentiment analysis", "document retrieval", "topic models",
      "dialogue systems", "text summarization", "language models", "query expansion",
      "speaker identification"},
     {0, 11}},
    /* 3 systems */
    {{"work stealing", "load balancing", "fault tolerance", "distributed storage", "stream processing",
      "task scheduling", "consensus protocols", "cache coherence", "checkpointing", "cloud computing",
      "graph processing", "message passing", "GPU kernels", "energy efficiency"},
     {8, 5}},
    /* 4 coding */
    {{"channel coding", "polar codes", "network coding", "interference alignment", "compressed sensing",
      "channel estimation", "relay networks", "massive MIMO", "source coding", "index coding",
      "physical layer security", "error exponents", "locally repairable codes", "millimeter wave channels"},
     {8, 17}},
    /* 5 algorithms */
    {{"approximation algorithms", "shortest paths", "streaming algorithms", "parameterized complexity",
      "spanning trees", "string matching", "dynamic data structures", "convex hulls",
      "graph sparsification", "hash tables", "submodular maximization", "range queries",
      "matching problems", "property testing"},
     {19, 12}},
    /* 6 security */
    {{"intrusion detection", "key exchange", "differential privacy", "side channel attacks",
      "malware analysis", "digital signatures", "access control", "homomorphic encryption",
      "secret sharing", "password authentication", "smart contracts", "anonymous communication",
      "web security", "zero-knowledge proofs"},
     {7, 8}},
    /* 7 software */
    {{"code review", "test generation", "program synthesis", "type inference", "static analysis",
      "model checking", "software evolution", "bug localization", "refactoring", "requirements engineering",
      "garbage collection", "program repair", "continuous integration", "domain-specific languages"},
     {12, 6}},
    /* 8 networks */
    {{"congestion control", "wireless sensor networks", "software-defined networking", "packet scheduling",
      "vehicular networks", "content delivery", "traffic engineering", "network measurement",
      "opportunistic routing", "cognitive radio", "cellular networks", "edge computing", "topology control",
      "spectrum sharing"},
     {4, 3}},
    /* 9 social */
    {{"community detection", "link prediction", "information diffusion", "opinion dynamics",
      "social influence", "epidemic spreading", "citation networks", "temporal networks", "human mobility",
      "online communities", "rumor detection", "network resilience", "collective attention",
      "crowd behavior"},
     {11, 14}},
    /* 10 robots */
    {{"motion planning", "grasp planning", "simultaneous localization", "trajectory optimization",
      "swarm robotics", "legged locomotion", "visual servoing", "human-robot interaction",
      "model predictive control", "state estimation", "multi-robot coordination", "soft actuators",
      "aerial vehicles", "fault diagnosis"},
     {1, 20}},
    /* 11 records */
    {{"query optimization", "entity resolution", "data cleaning", "graph databases",
      "transaction processing", "data provenance", "schema matching", "spatial indexes", "data integration",
      "column stores", "keyword search", "metadata quality", "frequent itemsets", "bibliographic records"},
     {2, 3}},
    /* 12 logic */
    {{"temporal logic", "proof assistants", "automata theory", "description logics",
      "satisfiability solving", "lambda calculus", "timed automata", "term rewriting", "modal logic",
      "game semantics", "bounded model checking", "regular languages", "type theory", "separation logic"},
     {7, 5}},
    /* 13 interfaces */
    {{"gesture recognition", "eye tracking", "virtual reality", "accessibility",
      "information visualization", "crowdsourcing", "touch interfaces", "user modeling", "wearable devices",
      "voice assistants", "participatory design", "mental workload", "collaborative editing",
      "haptic feedback"},
     {9, 1}},
    /* 14 games */
    {{"mechanism design", "combinatorial auctions", "Nash equilibrium", "matching markets", "voting rules",
      "congestion games", "contract theory", "fair division", "evolutionary games", "coalition formation",
      "signaling games", "price of anarchy", "revenue maximization", "bargaining"},
     {5, 28}},
    /* 15 numerics */
    {{"finite element methods", "domain decomposition", "sparse solvers", "multigrid methods",
      "time integration", "mesh generation", "preconditioning", "error estimates", "spectral methods",
      "uncertainty quantification", "reduced basis methods", "matrix factorization",
      "automatic differentiation", "boundary integral equations"},
     {17, 25}},
    /* 16 algebra */
    {{"moduli spaces", "modular forms", "Galois representations", "toric varieties", "derived categories",
      "quantum groups", "cluster algebras", "elliptic curves", "cohomology rings", "knot invariants",
      "reductive groups", "Hopf algebras", "local cohomology", "mapping class groups"},
     {17, 19}},
    /* 17 analysis */
    {{"dispersive equations", "operator algebras", "harmonic maps", "minimal surfaces",
      "free boundary problems", "ergodic averages", "Fourier multipliers", "conformal mappings",
      "reaction-diffusion systems", "integrable hierarchies", "Ricci curvature", "semilinear equations",
      "spectral gaps", "symplectic manifolds"},
     {16, 15}},
    /* 18 chance */
    {{"random walks", "stochastic differential equations", "Markov chain mixing", "percolation",
      "survival analysis", "nonparametric regression", "causal inference", "random matrices",
      "extreme values", "spatial statistics", "hypothesis testing", "high-dimensional covariance",
      "branching processes", "Monte Carlo sampling"},
     {0, 28}},
    /* 19 combinatorics */
    {{"graph coloring", "extremal graphs", "Ramsey numbers", "hypergraph matchings",
      "partially ordered sets", "planar graphs", "Cayley graphs", "combinatorial designs", "lattice paths",
      "convex polytopes", "matroid theory", "integer partitions", "random graphs", "perfect codes"},
     {5, 16}},
    /* 20 optimisation */
    {{"convex relaxation", "integer programming", "optimal control", "stochastic programming",
      "proximal algorithms", "robust optimization", "vehicle routing", "semidefinite programming",
      "bilevel optimization", "inventory control", "multi-objective optimization", "supply chains",
      "trust region methods", "facility location"},
     {15, 0}},
    /* 21 stars */
    {{"star formation", "galaxy clusters", "exoplanet atmospheres", "gravitational waves",
      "dark matter halos", "gamma-ray bursts", "stellar winds", "cosmic microwave background",
      "black hole accretion", "solar flares", "planetary migration", "radio interferometry", "white dwarfs",
      "supernova remnants"},
     {23, 25}},
    /* 22 matter */
    {{"topological insulators", "spin chains", "quantum dots", "phase transitions", "superconducting films",
      "graphene nanoribbons", "glassy dynamics", "charge density waves", "cold atoms", "magnetic skyrmions",
      "density functional theory", "thermal transport", "Kondo lattices", "disordered alloys"},
     {24, 26}},
    /* 23 particles */
    {{"string compactification", "lattice gauge theory", "neutrino oscillations", "heavy quark decays",
      "conformal field theory", "jet substructure", "heavy-ion collisions", "nuclear structure",
      "dark photon searches", "scattering amplitudes", "supersymmetry breaking", "silicon detectors",
      "parton distributions", "black hole entropy"},
     {21, 24}},
    /* 24 quanta */
    {{"quantum error correction", "entanglement entropy", "quantum key distribution", "trapped ions",
      "quantum walks", "open quantum systems", "superconducting qubits", "quantum annealing",
      "Bell inequalities", "quantum metrology", "photonic circuits", "state tomography",
      "quantum simulation", "random circuits"},
     {22, 4}},
    /* 25 fluids */
    {{"turbulent mixing", "thermal convection", "granular flows", "shallow water waves", "drop impact",
      "chaotic advection", "soliton interactions", "coupled oscillators", "viscous fingering",
      "plasma instabilities", "ocean circulation", "seismic inversion", "active matter", "wall turbulence"},
     {15, 22}},
    /* 26 light */
    {{"optical combs", "metasurfaces", "fiber lasers", "photonic crystals", "plasmonic antennas",
      "laser cooling", "ultrafast spectroscopy", "optical tweezers", "nonlinear waveguides",
      "X-ray imaging", "atomic clocks", "structured light", "dose planning", "thin-film sensors"},
     {24, 22}},
    /* 27 life */
    {{"gene regulation", "protein folding", "population genetics", "neural coding", "metabolic networks",
      "cell migration", "phylogenetic trees", "predator-prey models", "immune response",
      "sequence alignment", "brain connectivity", "tumor growth", "single-cell data",
      "antibiotic resistance"},
     {18, 9}},
    /* 28 finance */
    {{"portfolio selection", "option pricing", "credit risk", "limit order books", "market microstructure",
      "volatility models", "systemic risk", "high-frequency data", "interest rates", "tail risk",
      "optimal execution", "panel data", "insurance claims", "commodity prices"},
     {18, 14}},
};
