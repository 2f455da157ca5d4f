"""Reads news.articles.v1 to its end as it is now and prints a line of JSON for each event.

pip install confluent-kafka jsonschema
python3 read_articles.py BROKERS TOPIC SCHEMA.json HEADERS_SCHEMA.json
"""

import json
import sys

from confluent_kafka import Consumer, KafkaError
from jsonschema import Draft7Validator

brokers, topic, *schema_files = sys.argv[1:]
values, headers_of = (Draft7Validator(json.load(open(name, encoding="utf-8"))) for name in schema_files)

consumer = Consumer(
    {
        "bootstrap.servers": brokers,
        "group.id": f"{topic}.python-example",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
        # What was taken back is not read. This is the default here; in most clients it is not.
        "isolation.level": "read_committed",
        # This example ends where the topic does. Leave it out to go on for ever.
        "enable.partition.eof": True,
    }
)
consumer.subscribe([topic])

ended = set()
while not ended or len(ended) < len(consumer.assignment()):
    message = consumer.poll(1.0)
    if message is None:
        continue
    if message.error():
        if message.error().code() != KafkaError._PARTITION_EOF:
            raise RuntimeError(message.error())
        ended.add(message.partition())
        continue
    headers = {name: value.decode() for name, value in message.headers()}
    headers_of.validate(headers)
    key = message.key().decode()
    article = None
    # No value: the article has left the topic of a language. Drop the key.
    if message.value() is not None:
        article = json.loads(message.value())
        values.validate(article)
    # Here is where an application keeps the article, and then: consumer.commit(message)
    print(json.dumps({"key": key, "headers": headers, "value": article}, ensure_ascii=False))

consumer.close()
