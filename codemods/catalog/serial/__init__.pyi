"""Serial ports (`pyserial`)."""

from serial.serialposix import PosixPollSerial as PosixPollSerial, Serial as Serial

from asyncfix import blocking

@blocking("socket")
def serial_for_url(*args, **kwargs): ...
