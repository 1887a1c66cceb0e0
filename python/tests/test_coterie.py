"""The package against the program, igraph and NetworkX. Run by ctest (label python), or by hand with PYTHONPATH."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import numpy as np

import coterie

ROOT = pathlib.Path(__file__).resolve().parents[2]
SMALL = ROOT / "data" / "arxiv-cs-dc-2026.atom.xml"
LARGE = ROOT / "data" / "synthetic-3000.atom.xml.gz"
PROGRAM = os.environ.get("COTERIE_PROGRAM")


class Runs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.run_ = coterie.run(LARGE, threads=2)

    def test_tables_have_a_row_for_each(self):
        run = self.run_
        self.assertEqual(len(run.papers), len(run.corpus))
        self.assertEqual(len(run.authors), run.coauthors.n)
        self.assertEqual(len(run.edges), run.coauthors.m)
        self.assertEqual(run.author_topics.n, len(run.authors) + len(run.topics))
        self.assertEqual(len(run.communities), run.authors.community.nunique())
        self.assertEqual(run.positions.shape, (run.coauthors.n, 2))
        told = run.summary["networks"][0]["figures"]
        self.assertEqual(told["edges"]["value"], run.coauthors.m)
        self.assertEqual(told["transitivity"]["value"], run.figures.value["transitivity"])

    def test_columns_have_types(self):
        authors, papers = self.run_.authors, self.run_.papers
        self.assertEqual(authors.papers.dtype, np.int64)
        self.assertEqual(authors.betweenness.dtype, np.float64)
        self.assertTrue(papers.id.map(type).eq(str).all())
        self.assertTrue(papers.id.str.fullmatch(r"\d{4}\.\d{5}").all())

    def test_arrays_are_views_that_cannot_be_written(self):
        network = self.run_.coauthors
        self.assertTrue((network.source < network.target).all())
        with self.assertRaises(ValueError):
            network.weight[0] = 7.0

    def test_arrays_outlive_the_run(self):
        network = coterie.run(SMALL).coauthors
        total = network.weight.sum()
        for _ in range(20):
            coterie.run(SMALL)
        self.assertEqual(network.weight.sum(), total)

    def test_igraph_agrees(self):
        try:
            graph = self.run_.coauthors.to_igraph()
        except ImportError:
            self.skipTest("python-igraph is not installed")
        vertices = self.run_.coauthors.vertices
        self.assertEqual(graph.degree(), vertices.degree.tolist())
        self.assertEqual(graph.coreness(), vertices.core.tolist())
        np.testing.assert_allclose(graph.betweenness(), vertices.betweenness, rtol=1e-9, atol=1e-6)
        modularity = graph.modularity(vertices.community.tolist(), weights="weight")
        self.assertAlmostEqual(modularity, self.run_.figures.value["leiden_modularity"], 9)

    def test_networkx_agrees(self):
        try:
            import networkx
        except ImportError:
            self.skipTest("NetworkX is not installed")
        graph = self.run_.coauthors.to_networkx()
        vertices = self.run_.coauthors.vertices
        clustering = networkx.clustering(graph)
        known = vertices.clustering.notna()
        np.testing.assert_allclose([clustering[v] for v in vertices.index[known]], vertices.clustering[known], rtol=1e-12)
        self.assertEqual(networkx.number_connected_components(graph), vertices.component.nunique())

    def test_redundancy_as_networkx_has_it(self):
        try:
            import networkx
        except ImportError:
            self.skipTest("NetworkX is not installed")
        run = coterie.run(LARGE, measures="paper-redundancy", layout="none")
        graph = networkx.Graph()
        for paper in run.papers[run.papers.kept == True].itertuples():  # noqa: E712
            graph.add_edges_from((author, ("paper", paper.id)) for author in paper.author_ids.split())
        found = run.authors.set_index("id")["paper-redundancy"]
        several = [author for author in found.index if graph.degree(author) > 1]
        self.assertEqual(several, found.index[found.notna()].tolist())
        expected = networkx.bipartite.node_redundancy(graph, several)
        np.testing.assert_allclose(found[several], [expected[author] for author in several], rtol=1e-12)
        again = run.coauthors.analyze("paper-redundancy", communities="none", threads=1)["paper-redundancy"]
        np.testing.assert_array_equal(again, run.coauthors.vertices["paper-redundancy"])

    def test_scipy_agrees(self):
        try:
            matrix = self.run_.coauthors.to_scipy()
        except ImportError:
            self.skipTest("SciPy is not installed")
        strength = np.asarray(matrix.sum(axis=1)).ravel()
        np.testing.assert_allclose(strength, self.run_.authors.strength)

    def test_a_corpus_makes_many_networks(self):
        corpus = coterie.read(LARGE)
        full, fractional = (coterie.run(corpus, counting=c, measures="none") for c in ("full", "fractional"))
        self.assertEqual(full.coauthors.m, fractional.coauthors.m)
        self.assertLess(fractional.coauthors.weight.sum(), full.coauthors.weight.sum())
        few = coterie.run(corpus, years=(2020, None), measures="none")
        self.assertLess(few.coauthors.n, full.coauthors.n)
        self.assertEqual(few.papers[few.papers.kept == True].year.min(), 2020)  # noqa: E712

    def test_measures_of_a_network(self):
        table = self.run_.coauthors.analyze(["pagerank", "core"], communities="louvain", seed=3)
        self.assertEqual(set(table.columns), {"id", "label", "kind", "pagerank", "core", "louvain", "community"})
        self.assertAlmostEqual(table.pagerank.sum(), 1.0, 9)
        again = self.run_.coauthors.analyze(["pagerank", "core"], communities="louvain", seed=3, threads=1)
        self.assertTrue(table.equals(again))


class Files(unittest.TestCase):
    def test_the_same_bytes_as_the_program(self):
        if not PROGRAM:
            self.skipTest("COTERIE_PROGRAM does not name the program")
        cases = [({}, []),
                 ({"years": (2015, 2020), "counting": "fractional", "measures": ["pagerank", "bipartite"], "seed": 7,
                   "topics": "both", "layout": "forceatlas2", "gravity": 0.3, "min_papers": 2},
                  ["--years", "2015:2020", "--counting", "fractional", "--measures", "pagerank,bipartite", "--seed", "7",
                   "--topics", "both", "--layout", "forceatlas2", "--gravity", "0.3", "--min-papers", "2"])]
        for options, arguments in cases:
            with self.subTest(arguments), tempfile.TemporaryDirectory() as folder:
                theirs, ours = pathlib.Path(folder, "program"), pathlib.Path(folder, "python")
                subprocess.run([PROGRAM, "run", LARGE, "-o", theirs, "-q", *arguments], check=True)
                names = coterie.run(LARGE, **options).write(ours)
                self.assertEqual(sorted(names), sorted(p.name for p in theirs.iterdir()))
                for name in names:
                    self.assertEqual((ours / name).read_bytes(), (theirs / name).read_bytes(), name)

    def test_the_signature_has_the_programs_defaults(self):
        import inspect
        signature = inspect.signature(coterie.run).parameters
        for name, usual in coterie.runs.DEFAULTS.items():
            self.assertEqual(signature[name].default or type(usual)() if name == "format" else signature[name].default,
                             usual, name)

    def test_formats_on_demand(self):
        with tempfile.TemporaryDirectory() as folder:
            names = coterie.run(SMALL).write(folder, formats=["gexf"])
            self.assertIn("coauthors.gexf", names)
            self.assertEqual(json.loads(pathlib.Path(folder, "manifest.json").read_text())["command"], "run")

    def test_networks_come_back(self):
        run = coterie.run(LARGE)
        with tempfile.TemporaryDirectory() as folder:
            run.write(folder)
            back = coterie.read_network(pathlib.Path(folder, "coauthors.graphml"))
        self.assertEqual((back.n, back.m), (run.coauthors.n, run.coauthors.m))
        self.assertEqual(back.vertices.label.tolist(), run.coauthors.vertices.label.tolist())
        np.testing.assert_array_equal(back.weight, run.coauthors.weight)

    def test_made_up_corpora(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "made-up.xml")
            coterie.synth(path, papers=50, seed=5)
            self.assertEqual(len(coterie.read(path)), 50)


class Wrong(unittest.TestCase):
    def test_no_such_file(self):
        with self.assertRaises(coterie.errors.InputError) as caught:
            coterie.run("/no/such/file.xml")
        self.assertIsInstance(caught.exception, OSError)
        self.assertIn("/no/such/file.xml", str(caught.exception))

    def test_wrong_options_name_the_allowed_ones(self):
        for options, allowed in [({"counting": "double"}, "fractional"), ({"layout": "round"}, "forceatlas2"),
                                 ({"identity": "orcid"}, "first-initial"), ({"groups": "maybe"}, "keep"),
                                 ({"measures": "fame"}, "betweenness"), ({"years": (2020, 2010)}, "2010")]:
            with self.subTest(options), self.assertRaises(ValueError) as caught:
                coterie.run(SMALL, **options)
            self.assertIn(allowed, str(caught.exception))

    def test_the_librarys_own_refusal(self):
        with self.assertRaises(coterie.errors.ArgumentError) as caught:
            coterie.run(SMALL, resolution=-1.0)
        self.assertIn("-1", str(caught.exception))

    def test_progress_may_stop(self):
        seen = []

        def stop(stage, done, total):
            seen.append(stage)
            return True
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "many.xml")
            coterie.synth(path, papers=5000)
            with self.assertRaises(coterie.errors.Interrupted):
                coterie.run(path, progress=stop)
        self.assertTrue(seen)

    def test_exceptions_of_progress_come_through(self):
        def fail(stage, done, total):
            raise KeyboardInterrupt
        with self.assertRaises(KeyboardInterrupt):
            coterie.run(LARGE, progress=fail)

    def test_nothing_is_fine(self):
        run = coterie.run(SMALL, years=1950)
        self.assertEqual((run.coauthors.n, run.coauthors.m, len(run.edges)), (0, 0, 0))
        self.assertEqual(run.coauthors.to_igraph().vcount(), 0)
        self.assertIn("#", run.report)


class Declarations(unittest.TestCase):
    def test_structs_are_as_the_compiler_lays_them_out(self):
        """Sizes and offsets of all structs, as cffi and as a C compiler have them."""
        ffi = coterie._library.ffi
        names = [name for name in ffi.list_types()[0] if ffi.typeof(name).kind == "struct" and ffi.typeof(name).fields]
        lines, expected = [], []
        for name in names:
            lines.append(f'printf("%zu\\n", sizeof({name}));')
            expected.append(ffi.sizeof(name))
            for field, info in ffi.typeof(name).fields:
                lines.append(f'printf("%zu\\n", offsetof({name}, {field}));')
                expected.append(info.offset)
        headers = "".join(f"#include <coterie/{h.name}>\n" for h in sorted((ROOT / "include" / "coterie").glob("*.h"))
                          if h.name != "igraph.h" and h.name != "coterie.h")
        with tempfile.TemporaryDirectory() as folder:
            source, program = pathlib.Path(folder, "sizes.c"), pathlib.Path(folder, "sizes")
            source.write_text(f"#include <stddef.h>\n#include <stdio.h>\n{headers}int main(void){{{''.join(lines)}}}")
            subprocess.run(["cc", f"-I{ROOT / 'include'}", "-o", program, source], check=True)
            found = [int(line) for line in subprocess.run([program], stdout=subprocess.PIPE, check=True).stdout.split()]
        self.assertGreater(len(names), 30)
        self.assertEqual(found, expected)


if __name__ == "__main__":
    unittest.main()
