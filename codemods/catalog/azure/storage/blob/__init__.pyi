"""Azure's files."""

from ._blob_client import BlobClient as BlobClient
from ._blob_service_client import BlobServiceClient as BlobServiceClient
from ._container_client import ContainerClient as ContainerClient
