from local.configs import best_match, possible_matches


class Flow:
    async def async_step_select(self, properties):
        kinds = []
        for kind in possible_matches(properties):  # AFX104
            kinds.append(kind)
        return kinds

    async def async_step_best(self, properties):
        return best_match(properties)  # AFX104
