from .log import flush, record, send
