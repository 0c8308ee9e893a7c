"""Models from the network."""

from asyncfix import blocking

@blocking("http")
def download_url_to_file(*args, **kwargs): ...
@blocking("http")
def load(*args, **kwargs): ...
@blocking("http")
def load_state_dict_from_url(*args, **kwargs): ...
