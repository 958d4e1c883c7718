// The guided first declaration: three steps, in the exercise only, until somebody has gone through them. Which step it is follows from
// what is there, so that nobody can be lost in it.

const steps = [
  ['Touchez « Déclarer un décès »', 'C’est un exercice : la commune est inventée, et rien ne compte.'],
  ['Choisissez un lieu, une nature, puis envoyez', 'Le jour et le nombre sont déjà remplis : aujourd’hui, un décès. Changez-les si vous voulez.'],
  ['Regardez ce qu’elle devient', 'Son état passe d’« enregistrée » à « reçue », puis à « comptée ». Touchez-la dans la liste pour la corriger ou la retirer.']
].map(texts => texts.map(text => text.replace(/« /g, '«\u00a0').replace(/ ([:»])/g, '\u00a0$1')));

// { number, of, title, text, isLast }, or null where there is no guiding. hasDeclared: a death was declared on this device for practice
export function step({ isExercise, isDone, isForm, hasDeclared }) {
  if (!isExercise || isDone || isForm && hasDeclared) return null;
  const at = hasDeclared ? 2 : isForm ? 1 : 0;
  return { number: at + 1, of: steps.length, title: steps[at][0], text: steps[at][1], isLast: at === steps.length - 1 };
}
