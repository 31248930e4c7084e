import java.io.*;
import java.lang.management.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.search.*;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.RAMDirectory;
import org.apache.lucene.util.*;

/** Lucene in a process of its own: each line on its input answers all queries on one thread; it writes processor seconds. */
public class Peer {
    public static void main(String[] args) throws Exception {
        IndexWriterConfig config = new IndexWriterConfig(Version.LATEST, new WhitespaceAnalyzer());
        config.setSimilarity(new BM25Similarity());
        RAMDirectory directory = new RAMDirectory();
        try (IndexWriter writer = new IndexWriter(directory, config);
                BufferedReader texts = Files.newBufferedReader(Paths.get(args[0]), StandardCharsets.UTF_8)) {
            String text;
            for (int id = 0; (text = texts.readLine()) != null; id++) {
                Document document = new Document();
                document.add(new BinaryDocValuesField("id", new BytesRef("" + id)));
                document.add(new TextField("body", text, Field.Store.NO));
                writer.addDocument(document);
            }
        }
        List<String> queries = Files.readAllLines(Paths.get(args[1]), StandardCharsets.UTF_8);
        DirectoryReader reader = DirectoryReader.open(directory);
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity());
        BinaryDocValues ids = MultiDocValues.getBinaryValues(reader, "id");
        com.sun.management.OperatingSystemMXBean clock =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        System.out.println("ready " + reader.leaves().size());
        while (input.readLine() != null) {
            StringBuilder found = new StringBuilder();
            long start = clock.getProcessCpuTime();
            for (String query : queries) {
                BooleanQuery any = new BooleanQuery(true);
                for (String word : query.split(" ")) {
                    any.add(new TermQuery(new Term("body", word)), BooleanClause.Occur.SHOULD);
                }
                for (ScoreDoc hit : searcher.search(any, 10).scoreDocs) {
                    found.append(ids.get(hit.doc).utf8ToString()).append(' ');
                }
                found.append('\n');
            }
            double seconds = (clock.getProcessCpuTime() - start) / 1e9;
            Files.write(Paths.get(args[2]), found.toString().getBytes(StandardCharsets.UTF_8));
            System.out.println(seconds);
        }
    }
}
