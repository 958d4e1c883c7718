// What the browser promises to keep, and what it will not: people are told, since what is recorded here may be nowhere else.

// Asks the browser to keep the outbox even when its disk is short. One of: kept, cleared (it may go when the disk is short), and, where
// it goes by itself, unkept (a private window) or notInstalled (Safari forgets after seven days what is not on the home screen).
export async function keeping(scope = globalThis) {
  const { storage } = scope.navigator;
  const isSafari = 'standalone' in scope.navigator;
  const isInstalled = scope.navigator.standalone === true || Boolean(scope.matchMedia?.('(display-mode: standalone)').matches);
  if (!scope.indexedDB || !storage) return 'unkept';
  if (isSafari && !isInstalled) return 'notInstalled';
  const isKept = await storage.persisted?.().catch(() => false) || await storage.persist?.().catch(() => false) || false;
  if (isKept) return 'kept';
  // A private window has a small part of the disk, and nothing of it is left when it is closed.
  const { quota = 0 } = await storage.estimate?.().catch(() => ({})) ?? {};
  return quota > 0 && quota < 150 * 1024 * 1024 ? 'unkept' : 'cleared';
}

const sentences = {
  kept: '',
  cleared: 'Ce navigateur ne promet pas de garder les déclarations en attente si l’appareil manque de place. Envoyez-les dès que le réseau revient.',
  unkept: 'Ce navigateur semble être en navigation privée : ce qui n’est pas envoyé est perdu quand vous fermez la fenêtre.',
  notInstalled: 'Sur cet appareil, ce qui n’est pas envoyé peut être effacé après sept jours. Ajoutez Vigie à l’écran d’accueil (Partager, puis « Sur l’écran d’accueil »).'
};

export const keepingInWords = promise => sentences[promise];
