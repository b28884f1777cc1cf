"""Common Romanian and Hungarian names, to be combined at random: no combination means a living person."""

from councilkit.api import Names

ROMANIAN = Names(
    women=(
        "Maria", "Elena", "Ioana", "Andreea", "Ana", "Mihaela", "Gabriela", "Cristina", "Alexandra", "Daniela",
        "Simona", "Raluca", "Loredana", "Nicoleta", "Oana", "Carmen", "Ștefania", "Mădălina", "Lăcrămioara", "Doinița",
        "Ruxandra", "Brîndușa", "Iuliana", "Camelia", "Roxana", "Luminița", "Viorica", "Florentina", "Adela",
        "Georgeta", "Otilia", "Anamaria", "Crăița", "Lenuța", "Smaranda",
    ),
    men=(
        "Andrei", "Alexandru", "Ionuț", "Mihai", "Cristian", "Florin", "Gheorghe", "Marius", "Adrian", "Vasile",
        "Dănuț", "Răzvan", "Bogdan", "Ștefan", "Cătălin", "Constantin", "Nicolae", "Sorin", "Tiberiu", "Lucian",
        "Șerban", "Pătru", "Anghel",
    ),
    families=(
        "Popescu", "Ionescu", "Popa", "Radu", "Dumitru", "Stan", "Stoica", "Gheorghe", "Matei", "Ciobanu", "Rusu",
        "Munteanu", "Moldovan", "Mureșan", "Pârvu", "Țurcanu", "Bălan", "Vlădescu", "Șerban", "Crăciun", "Niță",
        "Toma", "Barbu", "Văduva", "Cojocaru", "Păun", "Ștefănescu", "Ungureanu", "Sârbu", "Tănase", "Călinescu",
        "Oprișan", "Lupașcu", "Grigoraș", "Țăranu", "Bîrsan", "Cârstea", "Hâncu", "Șuteu", "Drăgan", "Zăvoianu",
        "Popescu-Rusu", "Ionescu-Țurcanu",
    ),
    share=0.93,
    two_given=0.22,
)  # fmt: skip

HUNGARIAN = Names(
    women=(
        "Erzsébet", "Zsófia", "Ildikó", "Katalin", "Éva", "Enikő", "Tünde", "Csilla", "Réka", "Boglárka", "Melinda",
        "Noémi", "Gyöngyvér",
    ),
    men=("István", "László", "Zoltán", "Attila", "Levente", "Ernő", "Sándor", "Csaba", "Botond", "Győző"),
    families=(
        "Nagy", "Szabó", "Kovács", "Tóth", "Kiss", "Szőcs", "Bíró", "Lőrincz", "Ötvös", "Székely", "Fülöp", "Győri",
        "Bögözi", "Ördög", "Incze", "Bölöni",
    ),
    share=0.07,
    two_given=0.08,
)  # fmt: skip
