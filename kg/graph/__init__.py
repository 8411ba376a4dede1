"""The graph room: claims as RDF, the store that keeps and answers, and the shapes that check."""
