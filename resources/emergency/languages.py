"""What to do in danger, in seven languages, eight sentences each. The state of review of each text is in
`docs/textes-urgence.md`: change both together.

In a sentence, {114} stands for a number, {call_back} for the one that may call back and {message} for the words
to say or to write in French.
"""

from dataclasses import dataclass

# No-break spaces hold the quotation marks to their words.
MESSAGE = "«\N{NO-BREAK SPACE}Je suis en danger, aidez-moi, mon adresse est…\N{NO-BREAK SPACE}»"


@dataclass(frozen=True)
class Part:
    icon: str
    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """`labels` say what each number of `lines.NOW` is, in that order."""

    code: str
    name: str
    title: str
    free: str
    labels: tuple[str, ...]
    parts: tuple[Part, ...]
    direction: str = "ltr"


FRENCH = Language(
    code="fr",
    name="Français",
    title="Qui appeler maintenant",
    free="Gratuit, jour et nuit, absent de la facture",
    labels=(
        "Police ou gendarmerie",
        "Par SMS, sans parler",
        "Numéro d’urgence de toute l’Europe",
        "Samu : quelqu’un est blessé ou va mal",
        "Pompiers",
    ),
    parts=(
        Part(
            "tel",
            "Quand vous appelez",
            (
                "Dites d’abord où vous êtes : la commune, la rue, le numéro.",
                "On vous demande qui vous êtes et ce qui se passe : dites s’il y a des enfants, une arme, un blessé.",
                "Un service d’urgence peut vous rappeler depuis le {call_back}.",
            ),
        ),
        Part(
            "chat",
            "Si vous ne pouvez pas parler",
            (
                "Envoyez un SMS au {114}, avec l’adresse dès le premier message.",
                "Le {114} pose ses questions par écrit et prévient la police, la gendarmerie, le Samu ou les pompiers.",
            ),
        ),
        Part(
            "mute",
            "Si l’autre est à côté de vous",
            (
                "Coupez le son du téléphone, puis écrivez au {114}.",
                "Si vous appelez et devez parler bas, dites-le tout de suite.",
                "Le téléphone garde l’appel et le message : s’il est surveillé, effacez seulement cette ligne, "
                "car une liste vide peut éveiller les soupçons.",
            ),
        ),
    ),
)

ENGLISH = Language(
    code="en",
    name="English",
    title="In danger now",
    free="Free, day and night, not on the phone bill",
    labels=("Police", "Text message (SMS), without speaking", "Emergency number in all of Europe", "Ambulance, doctor",
            "Fire brigade"),
    parts=(
        Part(
            "tel",
            "When you call",
            (
                "First say where you are: town, street, number.",
                "You will be asked who you are and what is happening: say if there are children, a weapon, "
                "someone hurt.",
                "In French you can say or write: {message}.",
            ),
        ),
        Part(
            "chat",
            "If you cannot speak",
            (
                "Send a text message (SMS) to {114}, with your address in the first message.",
                "{114} asks its questions in writing and alerts the police, the ambulance or the fire brigade.",
            ),
        ),
        Part(
            "mute",
            "If the person hurting you is next to you",
            (
                "Turn off the sound of the phone, then write to {114}.",
                "The phone keeps the call and the message: if someone checks it, delete only that line, because an "
                "empty list can raise suspicion.",
            ),
        ),
        Part(
            "hands",
            "To talk later",
            (
                "{3919} advises women and the people close to them, free, day and night; it is not an emergency "
                "number, and English is spoken only when someone who speaks it is there.",
            ),
        ),
    ),
)  # fmt: skip

SPANISH = Language(
    code="es",
    name="Español",
    title="En peligro ahora",
    free="Gratis, día y noche, no aparece en la factura",
    labels=("Policía", "Mensaje de texto (SMS), sin hablar", "Emergencias en toda Europa", "Ambulancia, médico",
            "Bomberos"),
    parts=(
        Part(
            "tel",
            "Cuando llame",
            (
                "Diga primero dónde está: municipio, calle y número.",
                "Le preguntarán quién es y qué ocurre: diga si hay niños, un arma o alguien herido.",
                "En francés puede decir o escribir: {message}.",
            ),
        ),
        Part(
            "chat",
            "Si no puede hablar",
            (
                "Envíe un SMS al {114}, con la dirección en el primer mensaje.",
                "El {114} hace sus preguntas por escrito y avisa a la policía, a la ambulancia o a los bomberos.",
            ),
        ),
        Part(
            "mute",
            "Si la persona que le hace daño está a su lado",
            (
                "Quite el sonido del teléfono y luego escriba al {114}.",
                "El teléfono guarda la llamada y el mensaje: si alguien lo revisa, borre solo esa línea, porque una "
                "lista vacía puede despertar sospechas.",
            ),
        ),
        Part(
            "hands",
            "Para hablar más tarde",
            (
                "El {3919} aconseja a las mujeres y a su entorno, gratis, día y noche; no es un número de emergencia "
                "y solo atiende en español cuando hay alguien que lo habla.",
            ),
        ),
    ),
)  # fmt: skip

PORTUGUESE = Language(
    code="pt",
    name="Português",
    title="Em perigo agora",
    free="Grátis, dia e noite, não aparece na fatura",
    labels=("Polícia", "Mensagem (SMS), sem falar", "Emergência em toda a Europa", "Ambulância, médico", "Bombeiros"),
    parts=(
        Part(
            "tel",
            "Quando telefona",
            (
                "Diga primeiro onde está: localidade, rua e número.",
                "Vão perguntar-lhe quem é e o que se passa: diga se há crianças, uma arma ou alguém ferido.",
                "Em francês pode dizer ou escrever: {message}.",
            ),
        ),
        Part(
            "chat",
            "Se não pode falar",
            (
                "Envie um SMS para o {114}, com a morada logo na primeira mensagem.",
                "O {114} faz as suas perguntas por escrito e avisa a polícia, a ambulância ou os bombeiros.",
            ),
        ),
        Part(
            "mute",
            "Se a pessoa que lhe faz mal está ao seu lado",
            (
                "Tire o som do telefone e depois escreva para o {114}.",
                "O telefone guarda a chamada e a mensagem: se alguém o vigia, apague só essa linha, porque uma lista "
                "vazia pode levantar suspeitas.",
            ),
        ),
        Part(
            "hands",
            "Para falar mais tarde",
            (
                "O {3919} aconselha as mulheres e quem lhes é próximo, grátis, dia e noite; não é um número de "
                "emergência e só responde em português quando há alguém que fale a língua.",
            ),
        ),
    ),
)  # fmt: skip

ARABIC = Language(
    code="ar",
    name="العربية",
    direction="rtl",
    title="في خطر الآن",
    free="مجاناً، ليلاً ونهاراً، ولا يظهر في الفاتورة",
    labels=("الشرطة", "رسالة نصية دون كلام", "الطوارئ في كل أوروبا", "الإسعاف، طبيب", "الإطفاء"),
    parts=(
        Part(
            "tel",
            "عند الاتصال",
            (
                "قولوا أولاً أين أنتم: البلدة والشارع والرقم.",
                "سيسألونكم من أنتم وماذا يحدث: قولوا إن كان هناك أطفال أو سلاح أو شخص مصاب.",
                "يمكنكم أن تقولوا أو تكتبوا بالفرنسية: {message}.",
            ),
        ),
        Part(
            "chat",
            "إذا كنتم لا تستطيعون الكلام",
            (
                "أرسلوا رسالة نصية إلى {114}، واكتبوا العنوان بالأحرف اللاتينية في الرسالة الأولى.",
                "يطرح {114} أسئلته كتابةً ويبلّغ الشرطة أو الإسعاف أو الإطفاء.",
            ),
        ),
        Part(
            "mute",
            "إذا كان الشخص الذي يؤذيكم بجانبكم",
            (
                "أطفئوا صوت الهاتف ثم اكتبوا إلى {114}.",
                "يحتفظ الهاتف بالمكالمة والرسالة: إذا كان أحد يراقبه، فاحذفوا هذا السطر فقط، لأن القائمة الفارغة قد "
                "تثير الشك.",
            ),
        ),
        Part(
            "hands",
            "للكلام لاحقاً",
            (
                "الرقم {3919} ينصح النساء والمقربين منهن، مجاناً، ليلاً ونهاراً؛ وهو ليس رقم طوارئ، ولا يجيب بالعربية "
                "إلا إذا كان هناك من يتكلمها.",
            ),
        ),
    ),
)

UKRAINIAN = Language(
    code="uk",
    name="Українська",
    title="Небезпека зараз",
    free="Безкоштовно, вдень і вночі, немає в рахунку",
    labels=("Поліція", "SMS, без розмови", "Екстрений номер в усій Європі", "Швидка допомога, лікар",
            "Пожежна служба"),
    parts=(
        Part(
            "tel",
            "Коли ви телефонуєте",
            (
                "Спочатку скажіть, де ви: населений пункт, вулиця, номер будинку.",
                "Вас запитають, хто ви і що відбувається: скажіть, чи є діти, зброя, поранені.",
                "Французькою можна сказати або написати: {message}.",
            ),
        ),
        Part(
            "chat",
            "Якщо ви не можете говорити",
            (
                "Надішліть SMS на {114} і вкажіть адресу латинськими літерами вже в першому повідомленні.",
                "{114} ставить запитання письмово і сповіщає поліцію, швидку допомогу або пожежників.",
            ),
        ),
        Part(
            "mute",
            "Якщо людина, яка вас кривдить, поруч",
            (
                "Вимкніть звук телефону, потім напишіть на {114}.",
                "Телефон зберігає дзвінок і повідомлення: якщо за ним стежать, видаліть лише цей рядок, бо порожній "
                "список може викликати підозру.",
            ),
        ),
        Part(
            "hands",
            "Щоб поговорити пізніше",
            (
                "{3919} консультує жінок і їхніх близьких, безкоштовно, вдень і вночі; це не екстрений номер, і "
                "української немає серед оголошених мов.",
            ),
        ),
    ),
)  # fmt: skip

RUSSIAN = Language(
    code="ru",
    name="Русский",
    title="Опасность сейчас",
    free="Бесплатно, днём и ночью, нет в счёте",
    labels=("Полиция", "SMS, без разговора", "Экстренный номер во всей Европе", "Скорая помощь, врач",
            "Пожарная служба"),
    parts=(
        Part(
            "tel",
            "Когда вы звоните",
            (
                "Сначала скажите, где вы: населённый пункт, улица, номер дома.",
                "Вас спросят, кто вы и что происходит: скажите, есть ли дети, оружие, раненые.",
                "По-французски можно сказать или написать: {message}.",
            ),
        ),
        Part(
            "chat",
            "Если вы не можете говорить",
            (
                "Отправьте SMS на {114} и укажите адрес латинскими буквами уже в первом сообщении.",
                "{114} задаёт вопросы письменно и сообщает в полицию, скорую помощь или пожарным.",
            ),
        ),
        Part(
            "mute",
            "Если человек, который причиняет вам вред, рядом",
            (
                "Отключите звук телефона, затем напишите на {114}.",
                "Телефон сохраняет звонок и сообщение: если за ним следят, удалите только эту строку, потому что "
                "пустой список может вызвать подозрение.",
            ),
        ),
        Part(
            "hands",
            "Чтобы поговорить позже",
            (
                "{3919} консультирует женщин и их близких, бесплатно, днём и ночью; это не экстренный номер, и "
                "русского нет среди объявленных языков.",
            ),
        ),
    ),
)  # fmt: skip

OTHERS = (ENGLISH, SPANISH, PORTUGUESE, ARABIC, UKRAINIAN, RUSSIAN)
ALL = (FRENCH, *OTHERS)
