// Reads news.articles.v1 to its end as it is now and prints a line of JSON for each event.
//
//   mvn dependency:copy-dependencies -DoutputDirectory=lib
//   java -cp 'lib/*' ReadArticles.java BROKERS TOPIC SCHEMA.json HEADERS_SCHEMA.json

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

class ReadArticles {
  static final ObjectMapper JSON = new ObjectMapper();

  public static void main(String[] args) throws Exception {
    String topic = args[1];
    JsonSchema values = schema(args[2]);
    JsonSchema headersOf = schema(args[3]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", args[0],
            "group.id", topic + ".java-example",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", false,
            // What was taken back is not read. Without it, it is.
            "isolation.level", "read_committed",
            "key.deserializer", StringDeserializer.class,
            "value.deserializer", StringDeserializer.class);
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
      // All partitions; consumer.subscribe(List.of(topic)) shares them with others of the group.
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      // This example ends where the topic does. Loop for ever instead.
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        for (var event : consumer.poll(Duration.ofSeconds(1))) {
          ObjectNode headers = JSON.createObjectNode();
          event.headers().forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
          validate(headersOf, headers);
          // No value: the article has left the topic of a language. Drop the key.
          JsonNode article = event.value() == null ? JSON.nullNode() : JSON.readTree(event.value());
          if (!article.isNull()) validate(values, article);
          // Here is where an application keeps the article, and then: consumer.commitSync()
          out.println(JSON.createObjectNode().put("key", event.key()).<ObjectNode>set("headers", headers).set("value", article));
        }
      }
    }
  }

  static JsonSchema schema(String file) throws Exception {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(Files.readString(Path.of(file)));
  }

  static void validate(JsonSchema schema, JsonNode document) {
    var faults = schema.validate(document);
    if (!faults.isEmpty()) throw new IllegalStateException(faults.toString());
  }
}
