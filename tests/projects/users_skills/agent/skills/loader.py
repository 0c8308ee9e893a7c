import os
from pathlib import Path


def load_skills(root="skills", enabled_only=False):
    skills = []
    for folder, _, names in os.walk(root):
        if "SKILL.md" in names:
            skills.append(Path(folder).name)
    return [skill for skill in skills if not enabled_only or not skill.startswith("_")]
