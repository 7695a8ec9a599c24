import type { Copy } from "./copy.ts";

export const es: Copy = {
  headings: {
    waiting: "Está en la fila",
    near: "Ya casi es su turno",
    turn: "Es su turno",
    left: "Ha salido de la fila",
    unavailable: "Sin conexión con la fila",
    cookies: "Por favor, permita las cookies",
    paused: "La fila está en pausa",
    soldout: "Inscripciones agotadas",
  },
  notes: {
    waiting: "Cuando sea su turno, esta página le dará acceso automáticamente.",
    near: "Su turno está a punto de llegar. Esta página le dará acceso automáticamente.",
    turn: "Entrando…",
    left: "Ha renunciado a su lugar. Puede cerrar esta página.",
    unavailable: "No cierre esta página: seguimos intentándolo.",
    cookies:
      "Este navegador bloquea las cookies y no puede guardar su lugar. Permita las cookies de este sitio y recargue la página.",
    outage: "Ahora no podemos conectar con la fila y las cifras no se actualizan. Su lugar está guardado.",
    reconnecting: "Reconectando… Su lugar está guardado.",
    renewed: "Su lugar anterior ya no es válido. Tiene uno nuevo, al final de la fila.",
    paused: "Ahora mismo no entra nadie. Su lugar está guardado.",
    soldout: "Ya no entrará nadie más. Puede salir de la fila.",
  },
  safe: "Puede actualizar o cerrar esta página y volver: este navegador guarda su lugar.",
  place: "Su lugar",
  waiting: "Personas en la fila",
  wait: "Espera estimada",
  finding: "un momento",
  measuring: "calculando",
  underAMinute: "menos de un minuto",
  asOf: "Actualizado: #",
  progress: "Su avance en la fila",
  message: "Mensaje de la organización",
  support: "Ayuda",
  language: "Idioma",
  withoutScript: "Esta página se actualiza sola.",
  how: {
    title: "Cómo funciona la fila",
    steps: [
      "Al llegar, cada persona recibe un número; los números más bajos pasan primero. Actualizar o abrir más ventanas no da ventaja.",
      "En cuanto hay espacio en el sitio, pasan los siguientes de la fila.",
      "Cuando llega su turno, su acceso se reserva durante #. Si lo pierde, tendrá una segunda oportunidad.",
    ],
  },
  leave: {
    offer: "Salir de la fila",
    warning: "Perderá su lugar definitivamente.",
    confirm: "Renunciar a mi lugar",
  },
  lineUpAgain: "Volver a hacer fila",
  bell: {
    offer: "Avisarme cuando sea mi turno",
    taken: "Se le avisará con un sonido",
  },
};
