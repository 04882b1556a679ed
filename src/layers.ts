/** The order of the modules, lowest first: a module imports only modules of lower layers, and `base`. */
export const LAYERS: readonly (readonly string[])[] = [
  ['organisation', 'upkeep'],
  ['registry'],
  ['care', 'employment', 'training', 'benefits', 'relief', 'ratings', 'memorial', 'publicity'],
  ['figures', 'exchange'],
  ['bulletin'],
];
