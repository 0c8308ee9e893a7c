"""Kafka (`confluent-kafka`)."""

from .cimpl import Consumer as Consumer, Producer as Producer
