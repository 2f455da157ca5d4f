// Reads news.articles.v1 to its end as it is now and prints a line of JSON for each event.
//
//	go run . BROKERS TOPIC SCHEMA.json HEADERS_SCHEMA.json
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"
)

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func main() {
	brokers, topic := strings.Split(os.Args[1], ","), os.Args[2]
	compiler := jsonschema.NewCompiler()
	values, headersOf := must(compiler.Compile(os.Args[3])), must(compiler.Compile(os.Args[4]))

	client := must(kgo.NewClient(
		kgo.SeedBrokers(brokers...),
		kgo.ConsumeTopics(topic),
		kgo.ConsumerGroup(topic+".go-example"),
		kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()),
		kgo.DisableAutoCommit(),
		// What was taken back is not read. Without it, it is.
		kgo.FetchIsolationLevel(kgo.ReadCommitted()),
		// Markers of transactions have offsets, too: they tell how far we are. Not needed to go on for ever.
		kgo.KeepControlRecords(),
	))
	defer client.Close()
	ctx := context.Background()
	// This example ends where the topic does. Leave it out to go on for ever.
	ends := must(kadm.NewClient(client).ListCommittedOffsets(ctx, topic))
	left := 0
	ends.Each(func(end kadm.ListedOffset) {
		if end.Offset > 0 {
			left++
		}
	})

	for left > 0 {
		fetches := client.PollFetches(ctx)
		if err := fetches.Err(); err != nil {
			must(0, err)
		}
		fetches.EachRecord(func(record *kgo.Record) {
			if end, _ := ends.Lookup(topic, record.Partition); record.Offset == end.Offset-1 {
				left--
			}
			if record.Attrs.IsControl() {
				return
			}
			headers := map[string]any{}
			for _, header := range record.Headers {
				headers[header.Key] = string(header.Value)
			}
			must(0, headersOf.Validate(headers))
			var article any
			// No value: the article has left the topic of a language. Drop the key.
			if record.Value != nil {
				article = must(jsonschema.UnmarshalJSON(bytes.NewReader(record.Value)))
				must(0, values.Validate(article))
			}
			// Here is where an application keeps the article, and then: client.CommitRecords(ctx, record)
			line := map[string]any{"key": string(record.Key), "headers": headers, "value": article}
			fmt.Println(string(must(json.Marshal(line))))
		})
	}
}
