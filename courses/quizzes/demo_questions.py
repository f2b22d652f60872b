"""The demo's self-assessment: "Rassismus im Verwaltungsalltag erkennen", in the words of the programme.

Of the choices several may suit; a scale knows no suitable answer. Feedback explains, it does not blame.
"""

from typing import NamedTuple

from courses.quizzes.models import Question

SINGLE, MULTIPLE, SCALE = Question.Kind.SINGLE, Question.Kind.MULTIPLE, Question.Kind.SCALE


class Option(NamedTuple):
    """Something one can choose; ``suits`` is ``None`` where there is nothing to judge."""

    text: str
    suits: bool | None = None
    feedback: str = ""


class Asked(NamedTuple):
    """One question with its choices, in their order."""

    kind: Question.Kind
    text: str
    options: tuple[Option, ...]
    feedback: str = ""


TITLE = "Selbsteinschätzung: Rassismus im Verwaltungsalltag erkennen"
MINUTES = 15
INTRO = """
Neun Situationen aus Büro, Schalter und Besprechung. Sie entscheiden, was Sie tun oder denken würden, und erhalten zu
jeder Antwort eine Rückmeldung.

Es geht nicht darum, alles zu wissen. Es geht darum, Stellen zu bemerken, an denen sich ein zweiter Blick lohnt.
Antworten Sie so, wie Sie heute handeln würden, nicht so, wie es erwartet werden könnte.
"""
CLOSING = """
Rassismus zu erkennen ist Übung, keine Eigenschaft. Drei Fragen helfen in fast jeder Situation:

1. **Wirkung:** Was löst das bei der Person aus, die es trifft?
2. **Regel:** Würde ich es bei jeder anderen Person genauso machen?
3. **Folge:** Wer hat am Ende mehr Mühe, mehr Wartezeit oder weniger Chancen?

Suchen Sie sich eine Situation aus, die in Ihrem Arbeitsalltag vorkommt, und sprechen Sie darüber mit einer Person Ihres
Vertrauens.
"""
CLOSING_UNSURE = """
Bei mehreren Situationen lohnt sich für Sie ein zweiter Blick. Das ist ein guter Ausgangspunkt: Lesen Sie unten die
Rückmeldungen und beginnen Sie danach mit dem Selbstlernmodul „Rassismus erkennen: Grundlagen“.
"""

QUESTIONS = [
    Asked(
        SINGLE,
        "Am Schalter sagt eine Kollegin zu einem Mann, der fließend Deutsch spricht: „Sie sprechen aber gut Deutsch!“ "
        "Wie schätzen Sie den Satz ein?",
        (
            Option(
                "Ein freundliches Lob, mehr nicht.",
                False,
                "So ist es oft gemeint. Gehört wird meist: Ich hätte es Ihnen nicht zugetraut.",
            ),
            Option(
                "Gut gemeint, doch er macht den Mann zum Fremden.",
                True,
                "Ja. Das Lob setzt voraus, dass er eigentlich nicht dazugehört.",
            ),
            Option(
                "Eine Beleidigung, die gemeldet werden muss.",
                False,
                "Meist hilft ein kurzes Gespräch unter vier Augen mehr als eine Meldung.",
            ),
        ),
        "Solche Bemerkungen treffen Menschen oft viele Male im Jahr. Ihr Gewicht entsteht durch die Wiederholung.",
    ),
    Asked(
        MULTIPLE,
        "In der Dienstbesprechung heißt es: „Bei denen dauert es eben immer länger.“ Gemeint sind Familien mit "
        "Einwanderungsgeschichte. Was hilft in diesem Moment?",
        (
            Option(
                "Nachfragen: „Wen meinst du genau, und woran machst du das fest?“",
                True,
                "Eine ruhige Frage führt vom Pauschalurteil zum einzelnen Fall.",
            ),
            Option(
                "Auf die Sache lenken: „Was genau dauert länger, und woran liegt es?“",
                True,
                "Oft sind es fehlende Übersetzungen oder unklare Formulare.",
            ),
            Option(
                "Schweigen, um die Stimmung nicht zu stören.",
                False,
                "Schweigen wird leicht als Zustimmung verstanden, gerade von Menschen, die mitgemeint sind.",
            ),
            Option(
                "Vor allen laut zurechtweisen.",
                False,
                "Das beendet das Gespräch, bevor es beginnt. Eine Grenze lässt sich auch ruhig setzen.",
            ),
        ),
        "Es müssen nicht immer dieselben Personen reagieren. Verabreden Sie im Team, wie Sie mit solchen "
        "Sätzen umgehen.",
    ),
    Asked(
        SINGLE,
        "Ein Online-Formular verlangt genau einen Vornamen und einen Nachnamen und lehnt Namen mit Apostroph ab. "
        "Was ist das?",
        (
            Option(
                "Ein technisches Problem ohne weitere Bedeutung.",
                False,
                "Die Ursache ist technisch. Die Folge trifft aber nicht alle gleich.",
            ),
            Option(
                "Ein Beispiel dafür, wie Abläufe benachteiligen, ohne dass es jemand will.",
                True,
                "Ja. Man spricht von institutioneller Benachteiligung.",
            ),
            Option(
                "Absicht der Stelle, die das Formular bestellt hat.",
                False,
                "Absicht ist selten im Spiel und für die Folge auch nicht entscheidend.",
            ),
        ),
        "Fragen Sie bei Formularen und Fachverfahren: Wer kommt hier nicht durch, und wer merkt es?",
    ),
    Asked(
        SINGLE,
        "Eine Bürgerin beschwert sich, sie sei wegen ihres Kopftuchs länger kontrolliert worden als andere. "
        "Was tun Sie zuerst?",
        (
            Option(
                "Erklären, dass es so nicht gemeint war.",
                False,
                "Wer zuerst erklärt, hört nicht mehr zu. Die Absicht kann später Thema sein.",
            ),
            Option(
                "Zuhören, ernst nehmen und sagen, wie es weitergeht.",
                True,
                "Ja. Danach gehört der Hinweis an die zuständige Stelle.",
            ),
            Option(
                "Um Beweise bitten, bevor Sie weitersprechen.",
                False,
                "Für einen Hinweis braucht niemand Beweise. Prüfen ist der zweite Schritt.",
            ),
            Option(
                "An die Polizei verweisen.",
                False,
                "Das kann richtig sein, wenn eine Straftat im Raum steht. Zuständig bleiben Sie trotzdem.",
            ),
        ),
    ),
    Asked(
        SCALE,
        "Wie sicher fühlen Sie sich, eine rassistische Bemerkung im eigenen Team anzusprechen?",
        (
            Option("gar nicht sicher"),
            Option("eher unsicher"),
            Option("mal so, mal so"),
            Option("eher sicher"),
            Option("sehr sicher"),
        ),
        "Hier gibt es keine passende Antwort. Sicherheit wächst mit einem vorbereiteten ersten Satz, zum "
        "Beispiel: „Über "
        "diesen Satz bin ich gestolpert. Wie meinst du ihn?“",
    ),
    Asked(
        SINGLE,
        "In einem Auswahlverfahren heißt es über einen Bewerber: „Fachlich stark, aber passt er ins Team?“ "
        "Worauf achten Sie?",
        (
            Option(
                "Das Bauchgefühl der Runde zählt, es geht ja um Zusammenarbeit.",
                False,
                "Bauchgefühl bevorzugt, was vertraut ist. Das benachteiligt, ohne dass es jemand merkt.",
            ),
            Option(
                "„Passung“ in überprüfbare Anforderungen übersetzen und alle daran messen.",
                True,
                "Ja. So wird aus einem Eindruck ein Maßstab, der für alle gilt.",
            ),
            Option(
                "Den Bewerber bevorzugen, um die Quote zu verbessern.",
                False,
                "Gefragt ist ein faires Verfahren, keine Ausnahme vom Verfahren.",
            ),
        ),
        "Nützlich sind gleiche Fragen in gleicher Reihenfolge und eine Bewertung, bevor die Runde miteinander spricht.",
    ),
    Asked(
        MULTIPLE,
        "Ein Kollege erzählt Ihnen, dass er am Telefon rassistisch beschimpft wurde. Was tut ihm gut?",
        (
            Option(
                "Zuhören, ohne es einzuordnen oder kleiner zu machen.",
                True,
                "Das ist das Wichtigste, und es kostet nichts als Zeit.",
            ),
            Option("Fragen, was er sich jetzt wünscht.", True, "So behält er die Entscheidung in der Hand."),
            Option(
                "Wege nennen: Führungskraft, Beschwerdestelle, Beratung.", True, "Ja, als Angebot und ohne zu drängen."
            ),
            Option(
                "Sagen, dass das am Telefon jedem einmal passiert.",
                False,
                "Gut gemeint, doch es nimmt dem Erlebten sein Gewicht.",
            ),
        ),
        "Die Beschwerdestelle nach dem Allgemeinen Gleichbehandlungsgesetz muss in jeder Dienststelle bekannt sein.",
    ),
    Asked(
        SINGLE,
        "Für eine Broschüre wird ein Foto gesucht, das „Vielfalt zeigt“. Vorgeschlagen ist eine Kollegin, "
        "die als einzige im Amt "
        "Schwarz ist. Was ist richtig?",
        (
            Option(
                "Das Foto verwenden, sie hat sicher nichts dagegen.",
                False,
                "Sie kann schlecht Nein sagen, wenn alle schon Ja gesagt haben.",
            ),
            Option(
                "Sie offen fragen, ein Nein leicht machen und prüfen, ob das Bild der Wirklichkeit entspricht.",
                True,
                "Ja. Ein Bild ersetzt keine Veränderung und soll niemanden ausstellen.",
            ),
            Option(
                "Ein Bild aus einer Datenbank nehmen.",
                False,
                "Damit ist niemand ausgestellt. Ob die Broschüre ehrlich ist, bleibt offen.",
            ),
        ),
    ),
    Asked(
        SCALE,
        "Wie oft prüfen Sie bei eigenen Schreiben und Abläufen, ob sie für alle Menschen gleich gut funktionieren?",
        (Option("nie"), Option("selten"), Option("manchmal"), Option("oft"), Option("fast immer")),
        "Ein Anfang: Lassen Sie ein Schreiben von einer Person gegenlesen, die es noch nie gesehen hat und "
        "deren Erstsprache "
        "nicht Deutsch ist.",
    ),
]
