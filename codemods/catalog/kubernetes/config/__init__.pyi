"""How to reach a cluster."""

from .incluster_config import load_incluster_config as load_incluster_config
from .kube_config import load_kube_config as load_kube_config
