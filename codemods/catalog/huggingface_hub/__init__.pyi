"""Hugging Face's hub."""

from huggingface_hub._snapshot_download import snapshot_download as snapshot_download
from huggingface_hub.file_download import hf_hub_download as hf_hub_download
from huggingface_hub.hf_api import HfApi as HfApi
from huggingface_hub.inference._client import InferenceClient as InferenceClient
from huggingface_hub.inference._generated._async_client import AsyncInferenceClient as AsyncInferenceClient
