import type { Copy } from "./copy.ts";

export const de: Copy = {
  headings: {
    waiting: "Sie sind in der Warteschlange",
    near: "Sie sind gleich dran",
    turn: "Sie sind an der Reihe",
    left: "Sie stehen nicht mehr an",
    unavailable: "Warteschlange nicht erreichbar",
    cookies: "Bitte erlauben Sie Cookies",
    paused: "Die Warteschlange pausiert",
    soldout: "Ausgebucht",
  },
  notes: {
    waiting: "Sind Sie an der Reihe, leitet diese Seite Sie automatisch weiter.",
    near: "Jeden Moment ist es so weit. Diese Seite leitet Sie automatisch weiter.",
    turn: "Sie werden weitergeleitet …",
    left: "Sie haben Ihren Platz aufgegeben. Sie können die Seite schließen.",
    unavailable: "Lassen Sie die Seite offen, wir versuchen es weiter.",
    cookies:
      "Dieser Browser blockiert Cookies und kann sich Ihren Platz nicht merken. Erlauben Sie Cookies für diese Website und laden Sie die Seite neu.",
    outage: "Die Warteschlange ist gerade nicht erreichbar, die Zahlen stehen still. Ihr Platz bleibt erhalten.",
    reconnecting: "Verbindung wird wiederhergestellt … Ihr Platz bleibt erhalten.",
    renewed: "Ihr bisheriger Platz gilt nicht mehr. Sie haben einen neuen am Ende der Schlange.",
    paused: "Gerade wird niemand eingelassen. Ihr Platz bleibt erhalten.",
    soldout: "Es wird niemand mehr eingelassen. Sie können die Warteschlange verlassen.",
  },
  safe: "Sie können die Seite neu laden oder schließen und wiederkommen: Dieser Browser merkt sich Ihren Platz.",
  place: "Ihr Platz",
  waiting: "Wartende",
  wait: "Erwartete Wartezeit",
  finding: "einen Moment",
  measuring: "wird ermittelt",
  underAMinute: "unter einer Minute",
  asOf: "Stand: #",
  progress: "Ihr Weg nach vorn",
  message: "Vom Veranstalter",
  support: "Hilfe",
  language: "Sprache",
  withoutScript: "Diese Seite aktualisiert sich selbst.",
  how: {
    title: "So funktioniert die Warteschlange",
    steps: [
      "Alle erhalten beim Eintreffen eine Wartenummer, niedrigere Nummern sind zuerst dran. Neuladen oder weitere Fenster bringen nichts.",
      "Sobald die Website Kapazität hat, werden die Nächsten eingelassen.",
      "Sind Sie an der Reihe, bleibt Ihr Zugang # lang reserviert. Wer ihn verpasst, wird noch einmal aufgerufen.",
    ],
  },
  leave: {
    offer: "Warteschlange verlassen",
    warning: "Ihr Platz geht endgültig verloren.",
    confirm: "Meinen Platz aufgeben",
  },
  lineUpAgain: "Erneut anstellen",
  bell: {
    offer: "Benachrichtigen, wenn ich dran bin",
    taken: "Ein Ton gibt Ihnen Bescheid",
  },
};
