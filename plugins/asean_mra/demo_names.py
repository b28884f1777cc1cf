"""Common names of the ASEAN states, to be combined at random: some single, the Thai ones in two scripts."""

from councilkit.api import Names

FILIPINO = Names(
    women=(
        "Maria", "Jocelyn", "Marites", "Rosalie", "Cristina", "Analyn", "Jennifer", "Lourdes", "Imelda", "Charisse",
        "Maricel", "Gemma", "Rowena", "Liezl", "Teresita", "Divina", "Aileen", "Carmelita",
    ),
    men=("Jose", "Rodel", "Mark Anthony", "Ramon", "Joselito", "Edgardo", "Rommel", "Efren", "Noel", "Arnel", "Dante"),
    families=(
        "Santos", "Reyes", "Cruz", "Bautista", "Garcia", "Mendoza", "Torres", "Castillo", "Flores", "Villanueva",
        "Ramos", "Dela Cruz", "Ocampo", "Navarro", "Salazar", "Mercado", "Peña", "Muñoz", "Dimaculangan", "Macaraeg",
        "Tolentino", "Abad", "Catapang", "Ybañez",
    ),
    two_given=0.18,
)  # fmt: skip

_THAI_WOMEN = {
    "Somying": "สมหญิง", "Malee": "มาลี", "Siriporn": "ศิริพร", "Kanya": "กัญญา", "Ratana": "รัตนา",
    "Pornthip": "พรทิพย์", "Wanida": "วนิดา", "Nongnuch": "นงนุช", "Araya": "อารยา", "Supaporn": "สุภาพร",
    "Jintana": "จินตนา", "Orawan": "อรวรรณ", "Nattaya": "ณัฐยา", "Piyada": "ปิยะดา", "Chanida": "ชนิดา",
    "Duangjai": "ดวงใจ", "Sunisa": "สุนิสา", "Laddawan": "ลัดดาวัลย์", "Benjawan": "เบญจวรรณ", "Thanyarat": "ธัญรัตน์",
}  # fmt: skip
_THAI_MEN = {
    "Somchai": "สมชาย", "Prasit": "ประสิทธิ์", "Anan": "อนันต์", "Wichai": "วิชัย", "Surachai": "สุรชัย",
    "Narong": "ณรงค์", "Kittipong": "กิตติพงษ์", "Thawatchai": "ธวัชชัย", "Pongsak": "พงษ์ศักดิ์", "Chaiwat": "ชัยวัฒน์",
    "Preecha": "ปรีชา", "Sakda": "ศักดา", "Adisak": "อดิศักดิ์", "Weerachai": "วีระชัย", "Nattapong": "ณัฐพงษ์",
}  # fmt: skip
_THAI_FAMILIES = {
    "Srisuk": "ศรีสุข", "Thongdee": "ทองดี", "Boonmee": "บุญมี", "Saetang": "แซ่ตั้ง", "Wongsa": "วงศา",
    "Kaewmanee": "แก้วมณี", "Chaiyasit": "ไชยสิทธิ์", "Suksawat": "สุขสวัสดิ์", "Rattanakul": "รัตนกุล", "Phromma": "พรหมมา",
    "Jaidee": "ใจดี", "Sombat": "สมบัติ", "Panyawong": "ปัญญาวงศ์", "Khamdee": "คำดี", "Yodsuk": "ยอดสุข",
    "Thepwong": "เทพวงศ์", "Saengchan": "แสงจันทร์", "Duangkaew": "ดวงแก้ว", "Mankong": "มั่นคง", "Charoensuk": "เจริญสุข",
    "Bunlert": "บุญเลิศ", "Singthong": "สิงห์ทอง", "Phetchan": "เพชรจันทร์", "Nuchsri": "นุชศรี",
}  # fmt: skip
THAI = Names(
    women=tuple(_THAI_WOMEN),
    men=tuple(_THAI_MEN),
    families=tuple(_THAI_FAMILIES),
    share=0.93,
    language="th",
    script=_THAI_WOMEN | _THAI_MEN | _THAI_FAMILIES,
)

BURMESE = Names(
    women=("Aye Aye Mon", "Khin Thandar", "Su Su Hlaing", "Thida Win", "Nilar Oo", "May Zin Phyo", "Ei Mon Kyaw"),
    men=("Aung Ko Lin", "Min Thu", "Zaw Naing", "Kyaw Zin Htet", "Nay Lin Aung"),
    share=0.07,
)

INDONESIAN = Names(
    women=(
        "Siti", "Sri", "Dewi", "Suharti", "Sumiati", "Fitri", "Ningsih", "Rahayu", "Wulandari", "Yuliana", "Endang",
        "Kartini", "Nurhayati", "Ratna", "Maryam", "Indah",
    ),
    men=("Suparman", "Sutrisno", "Budi", "Agus", "Slamet", "Rizky", "Hendra", "Joko", "Bambang", "Yusuf", "Made"),
    families=(
        "Wijaya", "Santoso", "Hidayat", "Siregar", "Nasution", "Simanjuntak", "Setiawan", "Kusuma", "Pratama",
        "Harahap", "Saragih", "Gunawan", "Maulana", "Wibowo",
    ),
    single=0.34,
)  # fmt: skip

VIETNAMESE = Names(
    women=(
        "Thị Hương", "Thị Lan", "Ngọc Anh", "Thu Hà", "Minh Châu", "Thị Hồng", "Phương Thảo", "Thanh Huyền",
        "Kim Oanh", "Bích Ngọc", "Thị Tuyết", "Diệu Linh", "Mai Chi", "Quỳnh Như",
    ),
    men=(
        "Văn Hùng", "Minh Tuấn", "Quang Huy", "Đức Anh", "Văn Nam", "Hữu Phước", "Thanh Sơn", "Công Danh",
        "Anh Dũng", "Trọng Nghĩa",
    ),
    families=(
        "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
        "Dương", "Lý",
    ),
)  # fmt: skip

CHINESE_SINGAPORE = Names(
    women=("Hui Min", "Wei Ling", "Jia Hui", "Mei Ling", "Xin Yi", "Shu Fen", "Li Ting", "Pei Shan", "Siew Hoon"),
    men=("Wei Jie", "Jun Hao", "Kok Wai", "Boon Keng", "Zhi Hao", "Teck Meng"),
    families=("Tan", "Lim", "Lee", "Ng", "Ong", "Wong", "Goh", "Chua", "Chan", "Koh", "Teo", "Yeo", "Sim", "Quek"),
    share=0.7,
)
MALAY_SINGAPORE = Names(
    women=("Nur Aisyah", "Siti Hajar", "Nurul Huda", "Rohana", "Farhana"),
    men=("Muhammad Hafiz", "Ismail", "Rosli", "Azhar"),
    families=("Rahman", "Osman", "Hassan", "Salleh", "Yusof"),
    share=0.17,
)
INDIAN_SINGAPORE = Names(
    women=("Priya", "Kavitha", "Meena", "Shanti", "Revathi"),
    men=("Suresh", "Ravi", "Arjun", "Prakash"),
    families=("Nair", "Pillai", "Menon", "Krishnan", "Raj", "Subramaniam"),
    share=0.13,
)
SINGAPOREAN = (CHINESE_SINGAPORE, MALAY_SINGAPORE, INDIAN_SINGAPORE)
