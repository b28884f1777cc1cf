"""Names common in Northern Ireland and of people who came there to work, to be combined at random."""

from councilkit.api import Names

LOCAL = Names(
    women=(
        "Sarah", "Emma", "Claire", "Laura", "Niamh", "Aoife", "Karen", "Siobhán", "Catherine", "Rachel", "Gráinne",
        "Michelle", "Caoimhe", "Orla", "Ciara", "Bronagh", "Ruth", "Heather", "Lynn", "Julie", "Roisín", "Deirdre",
        "Fionnuala", "Leanne", "Joanne", "Mairéad", "Hannah", "Katie", "Una", "Sinéad", "Valerie",
    ),
    men=(
        "James", "Michael", "Patrick", "David", "Conor", "Stephen", "Paul", "Seán", "Mark", "Ciarán", "Gareth",
        "Eoin", "Declan", "Jonathan", "Pádraig", "Colm", "Ruairí", "Trevor", "Fergal",
    ),
    families=(
        "Campbell", "O'Neill", "Wilson", "McCann", "Johnston", "Quinn", "McLaughlin", "Doherty", "Kelly", "Murphy",
        "Gallagher", "Graham", "Stewart", "Hughes", "Thompson", "McKeown", "Donnelly", "Magee", "Boyd", "Kennedy",
        "O'Hare", "McAteer", "Mallon", "Devlin", "Rice", "Ó Dochartaigh", "Nic Aodha", "Mac Giolla Bhríde", "Rea",
        "Hanna", "Scullion", "Toner", "McIlwaine", "Sloan", "Heaney", "Bell", "Rafferty", "Duffy", "Burns-Kerr",
    ),
    share=0.9,
    two_given=0.1,
)  # fmt: skip

POLISH = Names(
    women=("Agnieszka", "Małgorzata", "Jolanta", "Katarzyna", "Iwona", "Bożena"),
    men=("Paweł", "Krzysztof", "Łukasz", "Michał"),
    families=("Nowak", "Wójcik", "Kamiński", "Zieliński", "Dąbrowski", "Kozłowski", "Jabłoński"),
    share=0.04,
)

FROM_FURTHER = Names(
    women=("Joy", "Grace", "Priya", "Anjali", "Blessing", "Lourdes", "Shijimol", "Ngozi"),
    men=("Emmanuel", "Joseph", "Arun", "Biju", "Tendai"),
    families=("Thomas", "Varghese", "Mathew", "Okafor", "Adeyemi", "Moyo", "Santos", "George", "Nair"),
    share=0.06,
)

ALL = (LOCAL, POLISH, FROM_FURTHER)
