"""What there is to read in the demo catalogue: by offer, then title, minutes and text (Markdown)."""

PAGES = {
    "M2-01": (
        "Vor dem Start: worum es geht und wie Sie lernen",
        10,
        """
# Worum es geht

Rassismus zeigt sich selten als offene Beleidigung. Im Verwaltungsalltag steckt er oft in Routinen: in der Frage
nach der „eigentlichen“ Herkunft, in einem Formular, das keinen dritten Vornamen kennt, in der Annahme, jemand
verstehe kein Deutsch. Dieses Modul hilft Ihnen, solche Stellen zu erkennen, ohne dass jemand bloßgestellt wird.

# Drei Begriffe, die Sie brauchen

- **Alltagsrassismus** meint Bemerkungen und Handlungen, die Menschen zu Fremden machen. Die Absicht spielt für
  die Wirkung keine Rolle.
- **Institutioneller Rassismus** entsteht durch Regeln, Abläufe und Gewohnheiten einer Einrichtung. Niemand muss
  etwas Böses wollen, damit Ergebnisse ungleich werden.
- **Diskriminierung** ist eine Benachteiligung wegen eines Merkmals. Das Allgemeine Gleichbehandlungsgesetz nennt
  unter anderem die ethnische Herkunft und rassistische Zuschreibungen. Sie kann unmittelbar oder mittelbar sein.

# Wirkung vor Absicht

Wer verletzt wurde, muss nicht beweisen, dass es so gemeint war. Für ein Gespräch im Team hilft eine einfache
Reihenfolge:

1. Zuhören und die Wirkung stehen lassen.
2. Nachfragen, was jetzt helfen würde.
3. Erst danach über die Absicht sprechen.
4. Klären, was an Ablauf oder Sprache geändert wird.

# Wie Sie lernen

Das Modul dauert zwei Unterrichtseinheiten. Sie können jederzeit unterbrechen und später weitermachen. Ihre
Dienststelle erfährt höchstens, dass Sie das Modul abgeschlossen haben, niemals Antworten, Versuche oder Zeiten.

Manche Beispiele können belasten. Überspringen Sie sie ohne Erklärung. Unterstützung finden Sie unter „Hilfe im
Akutfall“ am Ende jeder Seite.
""",
    ),
    "M3-06": (
        "Merkblatt: in sechs Schritten die eigene Datenspur verkleinern",
        15,
        """
# Warum das wichtig ist

Wer für eine Kommune arbeitet oder entscheidet, ist sichtbar. Das gehört zum Amt. Die Privatadresse, der Schulweg
der Kinder und das Kennzeichen vor dem Haus gehören nicht dazu. Vieles davon ist offen zu finden, meist ohne dass
es jemand wollte.

# Die sechs Schritte

1. **Suchen Sie sich selbst.** Name in Anführungszeichen, dazu Ort, Telefonnummer oder Verein. Nutzen Sie ein
   privates Fenster.
2. **Ordnen Sie die Funde.** Was ist dienstlich nötig? Was ist privat und entbehrlich?
3. **Lassen Sie löschen.** Telefonbuch, Vereinsseiten, alte Kandidaturen, Verkaufsanzeigen. Nach Artikel 17 DSGVO
   können Sie die Löschung verlangen; Suchmaschinen nehmen Treffer auf Antrag heraus.
4. **Prüfen Sie Ihre Konten.** Sichtbarkeit von Freundeslisten, Geburtstag und Standort; Fotos, auf denen Haus,
   Kennzeichen oder Kinder zu erkennen sind.
5. **Sichern Sie Ihre Konten.** Eigene Kennwörter je Dienst, zweiter Faktor, eine E-Mail-Adresse nur für private
   Anmeldungen.
6. **Sprechen Sie mit Ihrer Familie.** Was posten die anderen? Ein gemeinsamer Abend bringt mehr als jede
   Einstellung.

# Auskunftssperre

Die Meldebehörde gibt auf Anfrage Anschriften heraus. Wenn Ihnen oder Ihrer Familie dadurch eine Gefahr droht,
können Sie eine Auskunftssperre nach § 51 Bundesmeldegesetz beantragen. Auch Bedrohung, Beleidigung und
Nachstellung zählen; ebenso, dass jemand wegen seines Berufs oder Ehrenamts besonders angefeindet wird. Die Sperre
ist befristet und kann verlängert werden.

# Was Sie heute tun können

| Dauer | Schritt |
| --- | --- |
| 5 Minuten | Den eigenen Namen suchen und Funde notieren |
| 10 Minuten | Sichtbarkeit in einem sozialen Netzwerk prüfen |
| 15 Minuten | Zweiten Faktor für das E-Mail-Konto einschalten |

Bei einer akuten Bedrohung wählen Sie den **Notruf 110**. Weitere Stellen stehen unter „Hilfe im Akutfall“ am Ende
jeder Seite.
""",
    ),
}
