// The outbox's own modules out of a folder, and the version of the application that comes after them.

export async function modulesIn(folder) {
  const [{ Outbox }, { real }, { schema }] = await Promise.all(['outbox', 'outbox-realm', 'outbox-schema'].map(name => import(folder + '/' + name + '.js')));
  // A later version gives every entry something more.
  const newer = schema.with((database, transaction) => {
    const store = transaction.objectStore('entries');
    store.getAll().onsuccess = ({ target: { result } }) => { for (const entry of result) store.put({ ...entry, later: true }); };
  });
  return { Outbox, real, schema, newer };
}
