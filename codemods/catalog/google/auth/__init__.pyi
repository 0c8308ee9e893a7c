"""Google's credentials."""

from google.auth._default import default as default, load_credentials_from_file as load_credentials_from_file
