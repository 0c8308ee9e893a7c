from .accounts import Table, Transfer
