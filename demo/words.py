"""The words a shop is made of: names of people, of goods, of makers."""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = (
    "Ana Ben Chloé David Emma Félix Greta Hugo Inès Jonas Katia Liam Maya Noé Olga Paul Quentin "
    "Rosa Samir Théa Ugo Vera Willem Xenia Yann Zoé Amira Björn Clara Dmitri Elsa Farid Gina Henri "
    "Iris Jules Karim Léa Marco Nina Oscar Petra Rania Sven Tara Umberto Victor Wanda Yara Zeno"
).split()
LAST_NAMES: Final = (
    "Arnaud Bauer Costa Dubois Eriksen Fontaine Garcia Hansen Ibarra Jansen Kowalski Lambert "
    "Moreau Nguyen O'Brien Petit Quispe Rossi Schmidt Tanaka Urban Vidal Weber Xu Young Zimmer "
    "Almeida Brandt Caron Durand Ek Ferrari Girard Haas Ionesco Joly Keller Leroy Martin Novak"
).split()
ZONES: Final = (
    ("Europe/Paris", "FR", "fr", 60),
    ("Europe/London", "GB", "en", 15),
    ("Europe/Berlin", "DE", "de", 10),
    ("America/New_York", "US", "en", 12),
    ("Asia/Tokyo", "JP", "en", 3),
)
# category: nouns, lowest and highest price in euros
CATEGORIES: Final = {
    "Boots": ("trail shoe, alpine boot, hut boot, approach shoe, winter boot", 89, 259),
    "Packs": ("day pack, tour pack, running vest, summit pack", 49, 229),
    "Jackets": ("rain shell, down jacket, wind shirt, fleece", 59, 349),
    "Socks": ("merino sock, liner sock, running sock", 9, 29),
    "Stoves": ("gas stove, pot set, wind screen", 19, 129),
    "Maps": ("hiking map, hut guide, route book", 8, 25),
    "Tents": ("one-person tent, family tent, tarp", 99, 599),
}
VENDORS: Final = ("Alpen", "Nordvik", "Cairn", "Piolet", "Granite Works", "Feather", "Sentier")
COLOURS: Final = ("blue", "moss", "rust", "slate", "sand", "black")
