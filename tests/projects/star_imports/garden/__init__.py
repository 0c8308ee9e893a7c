from .pumps import *
from .valves import *
