/* GephiLayout.java: Gephi's own ForceAtlas2 (Gephi Toolkit, headless) on a list of edges.
 *
 * Arguments: EDGES PLACES STEPS THREADS. EDGES: the number of vertices, then "u v weight" per line; PLACES, written: "x y" of
 * each vertex in order. Gephi's defaults for a network of that size (scaling 2, gravity 1, edge weight influence 1, theta
 * 1.2, jitter tolerance 1 or 0.1, Barnes-Hut), from random places. Prints the seconds that the steps took.
 * SPDX-License-Identifier: GPL-3.0-or-later */
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.List;
import java.util.Random;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.layout.plugin.forceAtlas2.ForceAtlas2;
import org.gephi.layout.plugin.forceAtlas2.ForceAtlas2Builder;
import org.gephi.project.api.ProjectController;
import org.openide.util.Lookup;

public class GephiLayout {
    public static void main(String[] args) throws Exception {
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel();
        Graph graph = model.getUndirectedGraph();
        List<String> lines = Files.readAllLines(Paths.get(args[0]));
        Node[] nodes = new Node[Integer.parseInt(lines.get(0).trim())];
        Random random = new Random(1);
        for (int v = 0; v < nodes.length; v++) {
            nodes[v] = model.factory().newNode(Integer.toString(v));
            nodes[v].setX((random.nextFloat() - 0.5f) * 1000);
            nodes[v].setY((random.nextFloat() - 0.5f) * 1000);
            nodes[v].setSize(1);
            graph.addNode(nodes[v]);
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ");
            Node u = nodes[Integer.parseInt(words[0])], v = nodes[Integer.parseInt(words[1])];
            graph.addEdge(model.factory().newEdge(u, v, 0, Double.parseDouble(words[2]), false));
        }
        ForceAtlas2 layout = new ForceAtlas2(new ForceAtlas2Builder());
        layout.setGraphModel(model);
        layout.resetPropertiesValues();
        layout.setThreadsCount(Integer.parseInt(args[3]));
        layout.setBarnesHutOptimize(true);
        int steps = Integer.parseInt(args[2]);
        long begin = System.nanoTime();
        layout.initAlgo();
        for (int i = 0; i < steps && layout.canAlgo(); i++) {
            layout.goAlgo();
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        layout.endAlgo();
        try (PrintWriter out = new PrintWriter(args[1])) {
            for (Node node : nodes) {
                out.println(node.x() + " " + node.y());
            }
        }
        System.out.println(seconds);
        System.exit(0);
    }
}
