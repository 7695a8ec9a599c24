import type { Copy } from "./copy.ts";

export const fr: Copy = {
  headings: {
    waiting: "Vous êtes dans la file",
    near: "Bientôt votre tour",
    turn: "C’est votre tour",
    left: "Vous avez quitté la file",
    unavailable: "La file est inaccessible",
    cookies: "Veuillez autoriser les cookies",
    paused: "La file est en pause",
    soldout: "Complet",
  },
  notes: {
    waiting: "Le moment venu, cette page vous fera entrer automatiquement.",
    near: "Ce sera à vous dans un instant. Cette page vous fera entrer automatiquement.",
    turn: "Entrée en cours…",
    left: "Vous avez renoncé à votre place. Vous pouvez fermer la page.",
    unavailable: "Gardez la page ouverte : nous réessayons.",
    cookies:
      "Ce navigateur bloque les cookies et ne peut pas garder votre place. Autorisez-les pour ce site, puis rechargez la page.",
    outage: "La file est momentanément inaccessible et les chiffres sont figés. Votre place est conservée.",
    reconnecting: "Reconnexion… Votre place est conservée.",
    renewed: "Votre place précédente n’est plus valable. Vous en avez une nouvelle, en fin de file.",
    paused: "Personne n’entre pour le moment. Votre place est conservée.",
    soldout: "Plus personne n’entrera. Vous pouvez quitter la file.",
  },
  safe: "Vous pouvez actualiser ou fermer cette page et revenir : ce navigateur garde votre place.",
  place: "Votre place",
  waiting: "Personnes en attente",
  wait: "Attente estimée",
  finding: "un instant",
  measuring: "calcul en cours",
  underAMinute: "moins d’une minute",
  asOf: "Actualisé à #",
  progress: "Votre avancée dans la file",
  message: "Message de l’organisateur",
  support: "Aide",
  language: "Langue",
  withoutScript: "Cette page s’actualise seule.",
  how: {
    title: "Comment fonctionne la file",
    steps: [
      "Chacun reçoit un numéro à son arrivée, et les plus petits numéros passent d’abord. Actualiser ou ouvrir d’autres fenêtres n’apporte rien.",
      "Dès que le site peut les accueillir, les suivants entrent.",
      "Quand vient votre tour, votre accès est réservé pendant #. Si vous le manquez, vous aurez une seconde chance.",
    ],
  },
  leave: {
    offer: "Quitter la file",
    warning: "Votre place sera définitivement perdue.",
    confirm: "Renoncer à ma place",
  },
  lineUpAgain: "Rejoindre à nouveau la file",
  bell: {
    offer: "M’avertir quand ce sera mon tour",
    taken: "Un son vous avertira",
  },
};
