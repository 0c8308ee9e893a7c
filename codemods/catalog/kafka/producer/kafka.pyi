"""Sends messages. Making a producer asks a broker for its version."""

from asyncfix import async_twin, blocking

@blocking("socket")
@async_twin("aiokafka.AIOKafkaProducer")
class KafkaProducer:
    # Waits for the topic's partitions and for room in the buffer.
    @blocking("socket")
    def send(self, *args, **kwargs): ...
    @blocking("wait")
    def flush(self, *args, **kwargs): ...
    @blocking("wait")
    def close(self, *args, **kwargs): ...
    @blocking("socket")
    def partitions_for(self, *args, **kwargs): ...
