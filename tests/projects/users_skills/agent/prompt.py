from agent.skills import load_skills


def _get_enabled_skills():
    return load_skills(enabled_only=True)


def skills_section():
    return "\n".join(_get_enabled_skills())
