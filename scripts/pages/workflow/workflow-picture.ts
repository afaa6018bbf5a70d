// Draws the graph of the workflow from the phase table, as the Step Functions console shows a failover that ended well:
// downwards, with what leaves the line at its sides. The picture is an SVG, so that it is printed and never goes stale.
import { DONE, FAILED, type Phase } from '../../../functions/contract/workflow/phase.ts';
import { MAIN_LINE } from '../../../functions/contract/workflow/phase-names.ts';
import { PHASES } from '../../../functions/contract/workflow/phases.ts';

const CARD = { width: 230, height: 44 };
const ROW = 74;
const TOP = 64;
const MAIN_X = 330;
const SIDE_X = 690;
const BUS_X = 628;
const LANE = 34;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly kind: 'main' | 'side' | 'end' | 'failed';
}

const phases: readonly Phase[] = PHASES;
const line: readonly string[] = MAIN_LINE;
const rowY = (row: number): number => TOP + row * ROW;
const lastRow = line.length;
const rowOf = (state: string): number => line.indexOf(state);

/** Where the states stand that are not on the main line: beside the row that leads to them. */
const PLACES: ReadonlyMap<string, Place> = new Map<string, Place>([
  ...line.map((state, row) => [state, { x: MAIN_X, y: rowY(row), kind: 'main' }] as const),
  ['Operate', { x: SIDE_X, y: rowY(0), kind: 'side' }],
  ['CheckReadiness', { x: SIDE_X, y: rowY(0.5), kind: 'side' }],
  ['SetPrimary', { x: SIDE_X, y: rowY(-0.55), kind: 'side' }],
  ['FinalCapture', { x: SIDE_X, y: rowY(rowOf('Confirm')), kind: 'side' }],
  ['PowerOn', { x: SIDE_X, y: rowY(rowOf('Prepare')), kind: 'side' }],
  ['ConfirmDrill', { x: SIDE_X, y: rowY(rowOf('UploadBackup')), kind: 'side' }],
  ['ShutDown', { x: SIDE_X, y: rowY(rowOf('Fence')), kind: 'side' }],
  ['StandDown', { x: SIDE_X, y: rowY(rowOf('Reconfirm')), kind: 'side' }],
  ['Halt', { x: SIDE_X, y: rowY(lastRow - 3), kind: 'failed' }],
  [DONE, { x: MAIN_X, y: rowY(lastRow), kind: 'end' }],
  [FAILED, { x: SIDE_X, y: rowY(lastRow - 2), kind: 'failed' }],
]);

const placeOf = (state: string): Place => {
  const place = PLACES.get(state);
  if (!place) throw new Error(`${state} has no place in the picture. Fix: add it to PLACES.`);
  return place;
};

const middle = ({ y }: Place): number => y + CARD.height / 2;
const center = ({ x }: Place): number => x + CARD.width / 2;

const text = (x: number, y: number, words: string, kind = 'label', anchor = 'start'): string =>
  `<text x="${x}" y="${y}" class="${kind}" text-anchor="${anchor}">${words}</text>`;
const arrow = (path: string, kind = 'edge'): string => `<path d="${path}" class="${kind}" marker-end="url(#head)"/>`;

const loopWords = ({ loop }: Phase): string =>
  loop === undefined ? '' : `again after ${loop.waitSeconds} s, ${loop.attempts} times at most`;

const cardOf = (state: string): string => {
  const place = placeOf(state);
  const phase = phases.find((one) => one.state === state);
  const below = phase ? loopWords(phase) : '';
  const lines =
    below === ''
      ? text(center(place), middle(place) + 5, state, 'state', 'middle')
      : text(center(place), middle(place) - 2, state, 'state', 'middle') +
        text(center(place), middle(place) + 14, below, 'loop', 'middle');
  const shape = `<rect x="${place.x}" y="${place.y}" width="${CARD.width}" height="${CARD.height}" rx="8" class="${place.kind}"/>`;
  return shape + lines;
};

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly outcomes: readonly string[];
}

/** One edge for each pair of states, with all outcomes that lead along it. */
const edges: readonly Edge[] = phases.flatMap(({ state, next }) => {
  const targets = [...new Set(Object.values(next))];
  const outcomesTo = (target: string) => Object.keys(next).filter((one) => next[one as keyof typeof next] === target);
  return targets.map((to) => ({ from: state, to, outcomes: outcomesTo(to) }));
});

/** How far out the way to the end runs of what only reads or writes the record. */
const OUTER_LANES: Readonly<Record<string, number>> = { Operate: 66, CheckReadiness: 44, SetPrimary: 88 };

/** Straight down to the next row. */
const downwards = ({ from, to, outcomes }: Edge): string => {
  const [one, other] = [placeOf(from), placeOf(to)];
  const x = center(one);
  return (
    arrow(`M ${x} ${one.y + CARD.height} L ${x} ${other.y - 2}`) +
    text(x + 8, one.y + CARD.height + 19, outcomes.join(', '))
  );
};

/** Over a lane of its own at the left, where it skips states or leads back. */
const byLane = ({ from, to, outcomes }: Edge, lane: number): string => {
  const [one, other] = [placeOf(from), placeOf(to)];
  const x = MAIN_X - LANE * (lane + 1);
  const isDown = middle(other) > middle(one);
  const turn = isDown ? 10 : -10;
  const [start, end] = [middle(one) + turn, middle(other) - 10];
  const path = `M ${MAIN_X} ${start} H ${x + 10} Q ${x} ${start} ${x} ${start + turn} V ${end - turn} Q ${x} ${end} ${x + 10} ${end} H ${MAIN_X - 2}`;
  const words = outcomes.join(', ');
  return (
    arrow(path) + (isDown ? text(x + 12, start - 5, words) : text(x - 5, (start + end) / 2, words, 'label', 'end'))
  );
};

/** Over the bus at the right, into a state beside the line. @param index among those of the same state. */
const byBus = ({ from, to, outcomes }: Edge, index: number): string => {
  const [one, other] = [placeOf(from), placeOf(to)];
  const [start, end] = [middle(one) + index * -14, middle(other)];
  const edge = MAIN_X + CARD.width;
  const path =
    start === end
      ? `M ${edge} ${start} H ${SIDE_X - 2}`
      : `M ${edge} ${start} H ${BUS_X - 10} Q ${BUS_X} ${start} ${BUS_X} ${start + Math.sign(end - start) * 10} V ${end - Math.sign(end - start) * 10} Q ${BUS_X} ${end} ${BUS_X + 10} ${end} H ${SIDE_X - 2}`;
  return arrow(path) + text(edge + 6, start - 5, outcomes.join(', '));
};

/** From a state at the side back to the line, or on to an end. */
const fromSide = ({ from, to, outcomes }: Edge): string => {
  const [one, other] = [placeOf(from), placeOf(to)];
  if (one.x === other.x) return downwards({ from, to, outcomes });
  const outer = SIDE_X + CARD.width + (OUTER_LANES[from] ?? 22);
  if (to === DONE)
    return arrow(
      `M ${SIDE_X + CARD.width} ${middle(one)} H ${outer} V ${middle(other)} H ${MAIN_X + CARD.width + 2}`,
      'edge quiet',
    );
  return (
    arrow(`M ${SIDE_X} ${middle(one) + 10} H ${BUS_X + 24} V ${middle(other)} H ${MAIN_X + CARD.width + 2}`) +
    text(BUS_X + 30, middle(one) + 28, outcomes.join(', '))
  );
};

const isNextRow = ({ from, to }: Edge): boolean =>
  rowOf(from) >= 0 && (rowOf(to) === rowOf(from) + 1 || (to === DONE && rowOf(from) === lastRow - 1));

const isBeside = ({ from, to }: Edge): boolean => rowOf(from) >= 0 && rowOf(to) < 0 && to !== DONE;

const drawn = (): readonly string[] => {
  const skipping = edges.filter((edge) => rowOf(edge.from) >= 0 && rowOf(edge.to) >= 0 && !isNextRow(edge));
  // The longest skip is outermost, so that lanes cross as little as possible.
  const byLength = skipping.toSorted((one, other) => {
    const rows = ({ from, to }: Edge): number => Math.abs(rowOf(to) - rowOf(from));
    return rows(one) - rows(other);
  });
  return edges.map((edge) => {
    if (isNextRow(edge)) return downwards(edge);
    if (rowOf(edge.from) < 0) return fromSide(edge);
    if (isBeside(edge))
      return byBus(edge, edges.filter((one) => one.from === edge.from && isBeside(one)).indexOf(edge));
    // What only ends has nothing to show but its end.
    return edge.to === DONE ? '' : byLane(edge, byLength.indexOf(edge));
  });
};

const STYLE = `text{font-family:"Open Sans","DejaVu Sans",Arial,sans-serif;fill:#16191f}
.state{font-size:14px;font-weight:600}.loop{font-size:10.5px;fill:#4a5568}.label{font-size:11px;fill:#4a5568}
.note{font-size:12px;fill:#4a5568}.edge{fill:none;stroke:#687078;stroke-width:1.4}.quiet{stroke-dasharray:4 3}
rect{stroke-width:1.6}.main{fill:#e6f4ea;stroke:#1d8102}.side{fill:#f2f3f3;stroke:#687078}
.end{fill:#ffffff;stroke:#1d8102}.failed{fill:#fdecea;stroke:#b0362b}`;

/** The whole picture. */
export const workflowPicture = (): string => {
  const [width, height] = [1010, rowY(lastRow) + CARD.height + 24];
  const halt = placeOf('Halt');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="The states of the recovery workflow">
<style>${STYLE}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M 0 0 L 8 4 L 0 8 z" fill="#687078"/></marker></defs>
<rect x="0" y="0" width="${width}" height="${height}" fill="#ffffff" stroke="none"/>
${text(24, 32, 'Twinbox: the recovery workflow. Green: the states of a failover that ended well.', 'note')}
${text(SIDE_X, halt.y - 12, 'from every state, after any error:', 'note')}
${drawn()
  .filter((one) => one !== '')
  .join('\n')}
${[...PLACES.keys()].map(cardOf).join('\n')}
</svg>
`;
};
