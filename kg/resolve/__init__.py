"""Who is who: the mentions of a document, the pronouns and noun phrases among them, and the entities that they are."""
