"""Invented people's names by heritage, in Latin letters and, for some, in the script they write themselves."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Heritage:
    """Names that go together. ``weight``: how common, in thousandths of the neighbourhood.

    ``native`` names are (family, given, in Latin letters) as the person writes them.
    """

    key: str
    weight: int
    ethnicity: str  # NHS code, domain.md 1.4
    language: str  # ISO 639-1; bfi is British Sign Language
    families: tuple[str, ...]
    women: tuple[str, ...]
    men: tuple[str, ...]
    native: tuple[tuple[str, str, str], ...] = ()
    script: str = "Latin"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


HERITAGES: tuple[Heritage, ...] = (
    Heritage(
        "english",
        560,
        "A",
        "en",
        _words(
            "Abbott Ackroyd Ainsworth Allsop Ashdown Atherton Aylward Bagshaw Baines Barraclough Bassett Beckwith "
            "Bellamy Birtwistle Blackwood Bosworth Bracewell Bradshaw Brightwell Brocklehurst Buckley Butterworth "
            "Calloway Cartwright Chadwick Clegg Clitheroe Copplestone Cotterill Crabtree Cranfield Dearden Denby "
            "Dewhurst Drinkwater Eastwick Eccles Eckersley Ellershaw Entwistle Fairclough Farrow Fawcett Fernley "
            "Fothergill Gathercole Gledhill Goodfellow Greenhalgh Grimshaw Hallam Hargreaves Hartley Haworth "
            "Heathcote Hebblethwaite Hinchcliffe Holloway Hollingsworth Horrocks Illingworth Jagger Jessop Kershaw "
            "Kirkham Langtree Lathom Leadbetter Lockwood Lonsdale Lumley Marsden Mellor Micklethwaite Midgley "
            "Nettleton Nolan Nuttall Ogden Ollerenshaw Ormerod Oldroyd Peacock Pemberton Pickersgill Pilkington "
            "Prentice Priestley Quarmby Quincey Ramsbottom Rawcliffe Redfern Rigby Rowbottom Sagar Satterthwaite "
            "Scholes Shackleton Shufflebottom Sidebottom Slater Stannard Sutcliffe Swindells Tattersall Templeton "
            "Thackray Thistlethwaite Tunnicliffe Turnbull Uttley Vickers Wadsworth Wainwright Walmsley Whitlock "
            "Whittaker Winterbottom Woodhouse Worsley Wrigglesworth Yeates Smith Jones Taylor Brown Wilson Clarke"
        ),
        _words(
            "Margaret Denise Joan Bernadette Lorraine Susan Elsie Iris Amy Vera Doris Mavis Enid Beryl Hilda Sheila "
            "Maureen Brenda Pauline Janet Carol Linda Christine Gillian Lesley Julie Karen Tracey Donna Michelle "
            "Nicola Joanne Claire Emma Gemma Hayley Kirsty Stacey Charlotte Bethany Megan Chloe Ellie Freya Olivia "
            "Winifred Edna Phyllis Marjorie Gladys Audrey Eileen Barbara Dorothy Shirley Rosemary Heather Wendy"
        ),
        _words(
            "Gary Stanley Kyle Albert Harold Dean Ronald Arthur Walter Ernest Leonard Norman Kenneth Dennis Raymond "
            "Derek Terence Barry Trevor Clive Nigel Graham Keith Roger Malcolm Stephen Andrew Kevin Neil Darren "
            "Wayne Craig Lee Jamie Ryan Callum Connor Jordan Liam Joshua Harvey Alfie George Cyril Wilfred Percy "
            "Frank Jack Edwin Alan Brian Colin Geoffrey Peter Philip Simon Martin Adrian"
        ),
    ),
    Heritage(
        "celtic",
        70,
        "B",
        "en",
        _words(
            "O'Neil O'Sullivan O'Connor MacDonald McAllister McGrath McKenzie Fitzgerald Gallagher Doherty Dolan "
            "Brannigan Kavanagh Llewellyn Gwynne-Jones Pryce Bevan Cadwallader ap-Rhys Maguire Ó_Briain Ní_Dhomhnaill"
        ),
        _words("Siobhán Niamh Gráinne Aoife Bríd Catrin Myfanwy Bronwen Mairi Eilidh Morag Nuala Orla Deirdre"),
        _words("Seán Pádraig Cormac Declan Eoin Fergus Hamish Ruaridh Dafydd Gethin Emrys Owain Patrick Liam"),
    ),
    Heritage(
        "polish",
        50,
        "C",
        "pl",
        _words(
            "Grzelak Zieliński Wiśniewska Kowalczyk Łukasiewicz Dąbrowski Szczepański Żak Wójcik Krawczyk Piątek Mróz"
        ),
        _words("Marta Agnieszka Małgorzata Katarzyna Zofia Elżbieta Danuta Bożena Łucja Jadwiga"),
        _words("Piotr Łukasz Krzysztof Stanisław Paweł Tomasz Zbigniew Grzegorz Jerzy Michał"),
    ),
    Heritage(
        "central_europe",
        22,
        "C",
        "ro",
        _words("Ionescu Țîrlea Ștefănescu Băsescu Nagy Kovács Szőke Novák Dvořák Čapková Žižka Hájková Kučera Đurić"),
        _words("Ioana Mădălina Ștefania Zsófia Ágnes Ljiljana Božena Tereza Eliška"),
        _words("Ștefan Răzvan Ionuț László György Miloš Ondřej Jiří Đorđe"),
    ),
    Heritage(
        "nordic_iberian",
        18,
        "C",
        "pt",
        _words(
            "Åkesson Sørensen Jørgensen Þórsdóttir Gonçalves Conceição Guimarães Nuñez Peña "
            "Müller Groß Lefèvre Çelik Yıldız"
        ),
        _words("Åsa Solveig Björk Inês Conceição Lucía Begoña Zoë Gülşen"),
        _words("Søren Björn Åke João Simão Iñaki José Günther Tuğrul"),
    ),
    Heritage(
        "pakistani",
        62,
        "J",
        "ur",
        _words("Chaudhry Hussain Mahmood Iqbal Akhtar Rafiq Mirza Qureshi Butt Malik Shah Khan Bibi Raja Dar Lone"),
        _words("Nasreen Shabana Parveen Rukhsana Shazia Tahira Zainab Ayesha Fozia Samina Nusrat Khadija"),
        _words("Tariq Imran Zahid Shabir Asif Nadeem Waqas Mohammed Rashid Javed Khalid Bilal"),
        (
            ("حسین", "نسرین", "Nasreen Hussain"),
            ("محمود", "شبانہ", "Shabana Mahmood"),
            ("اقبال", "طارق", "Tariq Iqbal"),
            ("قریشی", "زاہد", "Zahid Qureshi"),
            ("مرزا", "عائشہ", "Ayesha Mirza"),
        ),
        "Arabic",
    ),
    Heritage(
        "bangladeshi",
        34,
        "K",
        "bn",
        _words("Rahman Uddin Begum Khatun Miah Chowdhury Ali Islam Hoque Ahmed Sarkar Talukdar"),
        _words("Rahima Fatema Nasima Shirin Salma Rokeya Hasina Monwara Jahanara"),
        _words("Abdul Rafiq Shafiqul Mizanur Anwar Habibur Jamal Kamal Nurul"),
        (
            ("রহমান", "আব্দুল", "Abdul Rahman"),
            ("বেগম", "রহিমা", "Rahima Begum"),
            ("উদ্দিন", "রফিক", "Rafiq Uddin"),
            ("চৌধুরী", "নাসিমা", "Nasima Chowdhury"),
        ),
        "Bengali",
    ),
    Heritage(
        "indian_north",
        30,
        "H",
        "hi",
        _words("Sharma Verma Gupta Patel Desai Mehta Joshi Trivedi Bhatt Agarwal Mishra Nair Iyer"),
        _words("Priya Sunita Kavita Meena Usha Lakshmi Anjali Rekha Savita Hansa"),
        _words("Ramesh Suresh Vijay Anil Rajesh Dinesh Mahesh Kirit Jayesh Bharat"),
        (
            ("शर्मा", "सुनीता", "Sunita Sharma"),
            ("वर्मा", "रमेश", "Ramesh Verma"),
            ("गुप्ता", "कविता", "Kavita Gupta"),
            ("मिश्रा", "विजय", "Vijay Mishra"),
            ("त्रिवेदी", "लक्ष्मी", "Lakshmi Trivedi"),
        ),
        "Devanagari",
    ),
    Heritage(
        "punjabi",
        26,
        "H",
        "pa",
        _words("Kaur Basra Singh Gill Dhillon Sandhu Sidhu Grewal Bains Atwal Sahota"),
        _words("Simran Jaswinder Harpreet Manjit Gurpreet Balbir Kuldip Rajwinder"),
        _words("Jaswinder Gurdeep Harjit Balwinder Mohinder Amarjit Sukhdev Kulwant"),
        (
            ("ਕੌਰ", "ਸਿਮਰਨ", "Simran Kaur"),
            ("ਸਿੰਘ", "ਗੁਰਦੀਪ", "Gurdeep Singh"),
            ("ਗਿੱਲ", "ਹਰਜੀਤ", "Harjit Gill"),
            ("ਬਸਰਾ", "ਜਸਵਿੰਦਰ", "Jaswinder Basra"),
        ),
        "Gurmukhi",
    ),
    Heritage(
        "tamil",
        10,
        "L",
        "ta",
        _words("Sivakumar Nadarajah Rajaratnam Selvarajah Thangavel Kandiah"),
        _words("Meenakshi Thamilini Vasuki Kamala Selvi"),
        _words("Murugan Kumaran Selvam Nathan Ravi"),
        (
            ("சிவகுமார்", "மீனாட்சி", "Meenakshi Sivakumar"),
            ("நடராஜா", "முருகன்", "Murugan Nadarajah"),
            ("செல்வராஜா", "கமலா", "Kamala Selvarajah"),
        ),
        "Tamil",
    ),
    Heritage(
        "african",
        32,
        "N",
        "en",
        _words(
            "Adeyemi Igwe Oyelaran Okafor Mensah Boateng Nkemelu Achebe Kamau Wanjiru Dlamini Moyo "
            "Sesay Bangura Ọládélé"
        ),
        _words("Folake Ngozi Chidinma Abena Akosua Wanjiku Thandiwe Rutendo Fatmata Adaeze"),
        _words("Chidi Tunde Kwame Kofi Emeka Babatunde Kamau Sipho Tendai Ibrahim Olúṣẹ́gun"),
    ),
    Heritage(
        "caribbean",
        18,
        "M",
        "en",
        _words("Campbell Francis Grant Powell Reid Samuels Gordon Bailey Clarke-Joseph St.Louis"),
        _words("Yvonne Marcia Merlene Beverley Gloria Sonia Hyacinth Cynthia"),
        _words("Winston Delroy Errol Carlton Leroy Neville Desmond Everton"),
    ),
    Heritage(
        "arabic",
        18,
        "S",
        "ar",
        _words("Al-Sayed Haddad Mansour El-Amin Khalil Al-Rashidi Saleh Nasser"),
        _words("Layla Amal Huda Mariam Samira Noor"),
        _words("Omar Yusuf Hassan Karim Mustafa Ziad"),
        (
            ("الرشيدي", "ليلى", "Layla Al-Rashidi"),
            ("حداد", "عمر", "Omar Haddad"),
            ("منصور", "أمل", "Amal Mansour"),
            ("خليل", "يوسف", "Yusuf Khalil"),
        ),
        "Arabic",
    ),
    Heritage(
        "chinese",
        16,
        "R",
        "zh",
        _words("Wong Chan Ng Li Lau Cheung Ho Wu Xu Zhang"),
        _words("Mei-Ling Xiuying Siu-Fong Wai-Yee Lan Hui"),
        _words("Wei Kwok-Wah Chi-Ming Jun Ho-Yin Tak"),
        (
            ("王", "秀英", "Xiuying Wang"),
            ("陳", "志明", "Chi-Ming Chan"),
            ("李", "美玲", "Mei-Ling Li"),
            ("吴", "兰", "Lan Wu"),
        ),
        "Han",
    ),
    Heritage(
        "slavic_east",
        14,
        "C",
        "uk",
        _words("Kovalenko Shevchenko Petrenko Bondarenko Ivanova Georgiev Dimitrova Hrytsenko"),
        _words("Oksana Olena Kateryna Nadiya Svitlana Tetiana Desislava"),
        _words("Andriy Mykola Oleksandr Dmytro Vasyl Georgi Ivan"),
        (
            ("Коваленко", "Оксана", "Oksana Kovalenko"),
            ("Шевченко", "Андрій", "Andriy Shevchenko"),
            ("Димитрова", "Десислава", "Desislava Dimitrova"),
            ("Бондаренко", "Микола", "Mykola Bondarenko"),
        ),
        "Cyrillic",
    ),
    Heritage(
        "greek",
        8,
        "C",
        "el",
        _words("Papadopoulos Georgiou Christodoulou Ioannidou"),
        _words("Eleni Despina Androulla"),
        _words("Yiannis Andreas Stavros"),
        (
            ("Παπαδοπούλου", "Ελένη", "Eleni Papadopoulou"),
            ("Γεωργίου", "Ανδρέας", "Andreas Georgiou"),
            ("Ιωαννίδης", "Σταύρος", "Stavros Ioannidis"),
        ),
        "Greek",
    ),
    Heritage(
        "hebrew",
        6,
        "C",
        "he",
        _words("Rosenberg Feldman Abrahams Levi"),
        _words("Miriam Rivka Esther"),
        _words("Chaim Mordechai Avraham"),
        (
            ("לוי", "מרים", "Miriam Levi"),
            ("רוזנברג", "חיים", "Chaim Rosenberg"),
            ("פלדמן", "אסתר", "Esther Feldman"),
        ),
        "Hebrew",
    ),
    Heritage(
        "vietnamese",
        6,
        "L",
        "vi",
        _words("Nguyễn Trần Phạm Đặng Lê"),
        _words("Thị_Hạnh Ngọc Thúy Bích"),
        _words("Văn_Đức Quốc Hữu Minh"),
    ),
)

MOCKUP_PEOPLE = (
    "PEMBERTON Margaret 14-03-1957 F,ADEYEMI Folake 42 F,BRIGHTWELL Stanley 30-01-1941 M,CHAUDHRY Nasreen 64 F,"
    "DOLAN Patrick 23-05-1979 M,EASTWICK Joan 77 F,FARROW Kyle 35 M,GRZELAK Marta 55 F,HOLLOWAY Denise 60 F,"
    "IGWE Chidi 38 M,JESSOP Albert 88 M,KAUR Simran 31 F,LANGTREE Susan 73 F,MARSDEN Gary 52 M,"
    "NOLAN Bernadette 81 F,OYELARAN Tunde 45 M,PRENTICE Lorraine 57 F,QUINCEY Harold 83 M,"
    "RAHMAN Abdul 14-12-1959 M,STANNARD Elsie 90 F,TEMPLETON Iris 86 F,UDDIN Rafiq 44 M,VICKERS Dean 36 M,"
    "WHITLOCK Amy 29 F,YEATES Ronald 82 M,ZIELINSKI Piotr 40 M,ABBOTT Vera 87 F,BASRA Jaswinder 65 F"
)
"""The people of the design's pictures, in the order of their NHS numbers: family, given, born or age, sex."""

RELATIVES = _words(
    "Ruth Helen Peter Sunil Grace Aisha Tom Joanna Karim Wendy Stephen Maya Leanne Gareth Nadia Colin Rosa Imran"
)
"""Given names of sons, daughters, partners and neighbours."""
