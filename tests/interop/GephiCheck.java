/* GephiCheck.java: what Gephi makes of a GraphML file, told by Gephi itself (Gephi Toolkit, headless).
 *
 * Arguments: FILE.graphml [authors.csv edges.csv]. The file is parsed here once more by the JDK's own XML parser; then
 * Gephi imports it with its defaults (auto-scale on, default processor) and every node, edge, column and value is
 * compared. With the two tables, numbers, labels, papers and weights are compared with them as well. Prints a line per
 * check; exit 0 when all hold, else 1.
 * SPDX-License-Identifier: GPL-3.0-or-later */
import java.io.File;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;
import org.gephi.graph.api.Column;
import org.gephi.graph.api.Edge;
import org.gephi.graph.api.Element;
import org.gephi.graph.api.Graph;
import org.gephi.graph.api.GraphController;
import org.gephi.graph.api.GraphModel;
import org.gephi.graph.api.Node;
import org.gephi.graph.api.Table;
import org.gephi.io.importer.api.Container;
import org.gephi.io.importer.api.ImportController;
import org.gephi.io.importer.api.Issue;
import org.gephi.io.processor.plugin.DefaultProcessor;
import org.gephi.project.api.ProjectController;
import org.gephi.project.api.Workspace;
import org.openide.util.Lookup;

public class GephiCheck {
    /** Keys that Gephi takes as looks and not as columns. */
    static final Set<String> NODE_LOOKS = Set.of("label", "x", "y", "size", "color");
    static final Set<String> EDGE_LOOKS = Set.of("weight");

    static final class Key {
        String id, target, name, type;
    }

    /** The file as it is written. */
    static final class Written {
        final List<Key> keys = new ArrayList<>();
        final Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
        final Map<String, Map<String, String>> edges = new LinkedHashMap<>();
    }

    static int failures;

    static void check(boolean holds, String what, String details) {
        System.out.println((holds ? "ok      " : "FAILED  ") + what + (holds || details == null ? "" : ": " + details));
        failures += holds ? 0 : 1;
    }

    static String pair(String source, String target) {
        return source.compareTo(target) < 0 ? source + " " + target : target + " " + source;
    }

    static Written parse(String path) throws Exception {
        Written written = new Written();
        Map<String, String> element = null;
        String key = null;
        StringBuilder text = new StringBuilder();
        try (FileInputStream in = new FileInputStream(path)) {
            XMLStreamReader xml = XMLInputFactory.newInstance().createXMLStreamReader(in);
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "key":
                            Key k = new Key();
                            k.id = xml.getAttributeValue(null, "id");
                            k.target = xml.getAttributeValue(null, "for");
                            k.name = xml.getAttributeValue(null, "attr.name");
                            k.type = xml.getAttributeValue(null, "attr.type");
                            written.keys.add(k);
                            break;
                        case "node":
                            element = new HashMap<>();
                            written.nodes.put(xml.getAttributeValue(null, "id"), element);
                            break;
                        case "edge":
                            element = new HashMap<>();
                            written.edges.put(pair(xml.getAttributeValue(null, "source"),
                                                   xml.getAttributeValue(null, "target")), element);
                            break;
                        case "data":
                            key = xml.getAttributeValue(null, "key");
                            text.setLength(0);
                            break;
                        default:
                    }
                } else if (event == XMLStreamConstants.CHARACTERS && key != null) {
                    text.append(xml.getText());
                } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("data")) {
                    element.put(key, text.toString());
                    key = null;
                }
            }
        }
        return written;
    }

    static Class<?> classOf(String type) {
        switch (type) {
            case "boolean": return Boolean.class;
            case "int": return Integer.class;
            case "long": return Long.class;
            case "float": return Float.class;
            case "double": return Double.class;
            case "string": return String.class;
            default: return null;
        }
    }

    static boolean same(String expected, Object found) {
        if (expected == null || found == null) {
            return expected == null && found == null;
        }
        if (found instanceof String) {
            return expected.equals(found);
        }
        if (found instanceof Number) {
            double value = expected.equals("INF") ? Double.POSITIVE_INFINITY
                         : expected.equals("-INF") ? Double.NEGATIVE_INFINITY : Double.parseDouble(expected);
            return value == ((Number) found).doubleValue();
        }
        return expected.equals(found.toString());
    }

    /** Every column with its id, title and type, and every value in it. */
    static void checkColumns(Written written, String target, Table table, Set<String> looks,
                             Map<String, Map<String, String>> data, Map<String, ? extends Element> elements) {
        for (Key key : written.keys) {
            if (!key.target.equals(target) || looks.contains(key.id)) {
                continue;
            }
            Column column = table.getColumn(key.id.toLowerCase());
            String what = target + " column " + key.id + " (" + key.type + ")";
            if (column == null) {
                check(false, what, "missing");
                continue;
            }
            if (column.getTypeClass() != classOf(key.type) || !column.getTitle().equals(key.name)) {
                check(false, what, "is " + column.getTypeClass() + " titled " + column.getTitle());
                continue;
            }
            int values = 0, wrong = 0;
            String first = null;
            for (Map.Entry<String, Map<String, String>> entry : data.entrySet()) {
                String expected = entry.getValue().get(key.id);
                Element element = elements.get(entry.getKey());
                Object found = element == null ? null : element.getAttribute(column);
                values += expected == null ? 0 : 1;
                if (!same(expected, found)) {
                    wrong++;
                    first = first != null ? first : entry.getKey() + " wrote " + expected + ", has " + found;
                }
            }
            check(wrong == 0, what + ", " + values + " values", wrong + " differ, first " + first);
        }
    }

    static void checkLooks(Written written, Map<String, Node> nodes) {
        int labels = 0, colors = 0, sizes = 0, places = 0;
        double shiftX = 0, shiftY = 0, most = 0;
        boolean placed = written.keys.stream().anyMatch(k -> k.id.equals("x"));
        for (Map.Entry<String, Map<String, String>> entry : written.nodes.entrySet()) {
            Node node = nodes.get(entry.getKey());
            Map<String, String> data = entry.getValue();
            if (node == null) {
                continue;
            }
            labels += data.get("label").equals(node.getLabel()) ? 0 : 1;
            int color = Integer.parseInt(data.get("color").substring(1), 16);
            colors += color == (node.getRGBA() & 0xFFFFFF) ? 0 : 1;
            sizes += !data.containsKey("size") || Math.abs(Float.parseFloat(data.get("size")) - node.size()) < 1e-3 ? 0 : 1;
            if (placed) {
                shiftX += node.x() - Double.parseDouble(data.get("x"));
                shiftY += node.y() - Double.parseDouble(data.get("y"));
            }
        }
        check(labels == 0, "labels", labels + " differ");
        check(colors == 0, "colours", colors + " differ");
        check(sizes == 0, "sizes (auto-scale on)", sizes + " differ");
        if (!placed || nodes.isEmpty()) {
            return;
        }
        /* Gephi moves the centre of all nodes to the origin; nothing else may have changed. */
        shiftX /= nodes.size();
        shiftY /= nodes.size();
        for (Map.Entry<String, Map<String, String>> entry : written.nodes.entrySet()) {
            Node node = nodes.get(entry.getKey());
            if (node != null) {
                double dx = node.x() - Double.parseDouble(entry.getValue().get("x")) - shiftX;
                double dy = node.y() - Double.parseDouble(entry.getValue().get("y")) - shiftY;
                most = Math.max(most, Math.max(Math.abs(dx), Math.abs(dy)));
                places += Math.max(Math.abs(dx), Math.abs(dy)) < 0.01 ? 0 : 1;
            }
        }
        check(places == 0, String.format("positions (all moved by %.3f, %.3f)", shiftX, shiftY),
              places + " differ, by up to " + most);
    }

    static void checkWeights(Written written, Map<String, Edge> edges) {
        int wrong = 0, light = 0, directed = 0;
        for (Map.Entry<String, Map<String, String>> entry : written.edges.entrySet()) {
            Edge edge = edges.get(entry.getKey());
            if (edge == null) {
                continue;
            }
            double weight = Double.parseDouble(entry.getValue().get("weight"));
            wrong += Math.abs(edge.getWeight() - weight) <= 1e-6 * weight ? 0 : 1;
            light += edge.getWeight() > 0 ? 0 : 1;
            directed += edge.isDirected() ? 1 : 0;
        }
        check(wrong == 0, "edge weights", wrong + " differ");
        check(light == 0, "edge weights above 0", light + " are not");
        check(directed == 0, "edges undirected", directed + " are directed");
    }

    /** Rows of an RFC 4180 file as maps by the header. */
    static List<Map<String, String>> readCsv(String path) throws Exception {
        String text = new String(Files.readAllBytes(Paths.get(path)), StandardCharsets.UTF_8);
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> header = null, cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == '\n') {
                    if (header == null) {
                        header = cells;
                    } else {
                        Map<String, String> row = new HashMap<>();
                        for (int k = 0; k < header.size(); k++) {
                            row.put(header.get(k), cells.get(k));
                        }
                        rows.add(row);
                    }
                    cells = new ArrayList<>();
                }
            } else {
                cell.append(c);
            }
        }
        return rows;
    }

    /** A text cell without the apostrophe that keeps spreadsheets from running it. */
    static String plain(String cell) {
        boolean guarded = cell.length() > 1 && cell.charAt(0) == '\'' && "=+-@\t\r".indexOf(cell.charAt(1)) >= 0;
        return guarded ? cell.substring(1) : cell;
    }

    static void checkTables(String authorsPath, String edgesPath, Map<String, Node> nodes, Map<String, Edge> edges)
            throws Exception {
        List<Map<String, String>> authors = readCsv(authorsPath), pairs = readCsv(edgesPath);
        int labels = 0, papers = 0, weights = 0;
        check(authors.size() == nodes.size(), "nodes as many as rows of authors.csv (" + authors.size() + ")",
              "nodes " + nodes.size());
        check(pairs.size() == edges.size(), "edges as many as rows of edges.csv (" + pairs.size() + ")",
              "edges " + edges.size());
        for (Map<String, String> row : authors) {
            Node node = nodes.get(row.get("id"));
            labels += node != null && plain(row.get("label")).equals(node.getLabel()) ? 0 : 1;
            papers += node != null && row.get("papers").equals(String.valueOf(node.getAttribute("papers"))) ? 0 : 1;
        }
        for (Map<String, String> row : pairs) {
            Edge edge = edges.get(pair(row.get("source"), row.get("target")));
            double weight = Double.parseDouble(row.get("weight"));
            weights += edge != null && Math.abs(edge.getWeight() - weight) <= 1e-6 * weight ? 0 : 1;
        }
        check(labels == 0, "labels as in authors.csv", labels + " differ");
        check(papers == 0, "papers as in authors.csv", papers + " differ");
        check(weights == 0, "weights as in edges.csv", weights + " differ");
    }

    static void checkIssues(Container container, String when) {
        Iterator<Issue> issues = container.getReport().getIssues(1000);
        int count = 0;
        String first = null;
        while (issues.hasNext()) {
            Issue issue = issues.next();
            if (issue.getMessage().startsWith("GEXF version")) {
                continue; /* said of every GEXF file */
            }
            count++;
            first = first != null ? first : issue.getLevel() + " " + issue.getMessage();
        }
        check(count == 0, "no issue " + when, count + ", first " + first);
    }

    public static void main(String[] args) throws Exception {
        /* The GEXF file of a network must come to what the GraphML file beside it says. */
        boolean graphml = args[0].endsWith(".graphml");
        Written written = parse(args[0].replaceAll("[.]gexf$", ".graphml"));
        ProjectController projects = Lookup.getDefault().lookup(ProjectController.class);
        projects.newProject();
        Workspace workspace = projects.getCurrentWorkspace();
        ImportController importer = Lookup.getDefault().lookup(ImportController.class);
        Container container = importer.importFile(new File(args[0]));
        checkIssues(container, "after import");
        check(container.getUnloader().isAutoScale(), "auto-scale is on", null);
        importer.process(container, new DefaultProcessor(), workspace);
        checkIssues(container, "after processing");

        GraphModel model = Lookup.getDefault().lookup(GraphController.class).getGraphModel(workspace);
        Graph graph = model.getGraph();
        Map<String, Node> nodes = new HashMap<>();
        Map<String, Edge> edges = new HashMap<>();
        for (Node node : graph.getNodes()) {
            nodes.put((String) node.getId(), node);
        }
        for (Edge edge : graph.getEdges()) {
            edges.put(pair((String) edge.getSource().getId(), (String) edge.getTarget().getId()), edge);
        }
        check(graph.getNodeCount() == written.nodes.size() && nodes.keySet().equals(written.nodes.keySet()),
              "nodes: " + written.nodes.size(), "Gephi has " + graph.getNodeCount());
        check(graph.getEdgeCount() == written.edges.size() && edges.keySet().equals(written.edges.keySet()),
              "edges: " + written.edges.size(), "Gephi has " + graph.getEdgeCount());
        if (!graphml) {
            int columns = model.getNodeTable().countColumns();
            check(columns > 12, "columns of nodes: " + columns, "too few");
        } else {
            checkColumns(written, "node", model.getNodeTable(), NODE_LOOKS, written.nodes, nodes);
        checkColumns(written, "edge", model.getEdgeTable(), EDGE_LOOKS, written.edges, edges);
        }
        checkLooks(written, nodes);
        checkWeights(written, edges);
        if (args.length == 3) {
            checkTables(args[1], args[2], nodes, edges);
        }
        System.out.println(failures == 0 ? "all hold" : failures + " failed");
        System.exit(failures == 0 ? 0 : 1);
    }
}
