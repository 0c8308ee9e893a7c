"""Kafka (`kafka-python`)."""

from kafka.consumer.group import KafkaConsumer as KafkaConsumer
from kafka.producer.kafka import KafkaProducer as KafkaProducer
