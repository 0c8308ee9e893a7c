TRANSLATIONS = "/config/custom_components/polar/translations.json"
