"""Google's data warehouse."""

from google.cloud.bigquery.client import Client as Client
from google.cloud.bigquery.job.query import QueryJob as QueryJob
