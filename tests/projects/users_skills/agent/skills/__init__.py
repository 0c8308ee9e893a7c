# select: AFX104
# After bytedance/deer-flow#1917.
from .loader import load_skills

__all__ = ["load_skills"]
