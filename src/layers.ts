/** The order of the modules, lowest first: a module imports only modules of lower layers, and `base`. */
export const LAYERS: readonly (readonly string[])[] = [
  ['organisation', 'upkeep'],
  ['registry'],
  ['recognition', 'changes', 'duplicates', 'cards', 'care', 'employment', 'training', 'relief', 'ratings', 'memorial', 'publicity'],
  ['benefits'],
  ['quality', 'plans', 'census', 'figures', 'exchange'],
  ['bulletin'],
];
