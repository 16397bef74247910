/** The life of a warning, in the words of TMF656. */
export const warningStates = ['acknowledged', 'inProgress', 'resolved', 'closed'] as const;
export type WarningState = (typeof warningStates)[number];

/** In these customers see it. */
export const OPEN_STATES = ['acknowledged', 'inProgress'] as const satisfies readonly WarningState[];

const NEXT: Readonly<Record<WarningState, readonly WarningState[]>> = {
  acknowledged: ['inProgress', 'resolved', 'closed'],
  // Closed at once when it is called off: nothing was resolved then.
  inProgress: ['resolved', 'closed'],
  // In progress again when it was not over after all.
  resolved: ['inProgress', 'closed'],
  closed: [],
};

export const isOpen = (state: WarningState): boolean => OPEN_STATES.some((open) => open === state);

export const mayBecome = (from: WarningState, to: WarningState): boolean => NEXT[from].includes(to);
