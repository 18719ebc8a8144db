import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useMemo, useState } from "react";
import classes from "./charts.module.css";
import { colouring } from "./colours";
import { type FlowRow, namesOf, OTHER } from "./flow-rows";
import { type Dot, type Edge, type Graph as Laid, layOutGraph, opens } from "./graph-layout";
import { shortened } from "./names";

interface Props {
  rows: readonly FlowRow[];
  called: (name: string) => string;
  openNode: (name: string) => void;
  openLink: (from: string, to: string) => void;
  label: string;
}

/** A flow as a graph: every step once, what follows what as arrows; one tab stop, arrow keys, Enter opens. */
export function Graph({ rows, called, openNode, openLink, label }: Props) {
  const { ref, width } = useElementSize();
  const graph = useMemo(() => layOutGraph(rows, { width: Math.max(width, 280) }), [rows, width]);
  const colour = useMemo(() => colouring(namesOf(rows)), [rows]);
  const things = useMemo(() => inOrder(graph), [graph]);
  const [chosen, setChosen] = useState("");
  const [over, setOver] = useState<string | null>(null);
  const active = things.some((one) => one.id === chosen) ? chosen : (things[0]?.id ?? "");
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const at = things.findIndex((one) => one.id === active);
    if (by) {
      const to = things[Math.max(0, Math.min(things.length - 1, at + by))];
      event.preventDefault();
      if (to) event.currentTarget.querySelector<SVGElement>(`#${CSS.escape(`g-${to.id}`)}`)?.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      things[at]?.open(openNode, openLink);
    }
  };
  return (
    <div ref={ref} className={classes.scroller} tabIndex={-1}>
      <svg
        width={graph.width}
        height={graph.height}
        role="group"
        aria-label={label}
        className={classes.chart}
        onKeyDown={onKeyDown}
        onFocus={(event) => setChosen((event.target as unknown as SVGElement).id.slice(2))}
      >
        <defs>
          <marker
            id="tip"
            viewBox="0 0 8 8"
            refX="5"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0L8 4L0 8Z" fill="var(--dp-muted)" />
          </marker>
        </defs>
        {graph.edges.map((edge) => (
          <Arrow
            key={edge.id}
            edge={edge}
            colour={colour(edge.from.name)}
            isOver={over === edge.from.id || over === edge.to.id}
            tab={active === edge.id}
            said={`${called(edge.from.name)} to ${called(edge.to.name)}: ${edge.count.toLocaleString("en")} times`}
            open={() => openLink(edge.from.name, edge.to.name)}
          />
        ))}
        {graph.dots.map((dot) => (
          <Node
            key={dot.id}
            dot={dot}
            colour={colour(dot.name)}
            name={called(dot.name)}
            tab={active === dot.id}
            open={opens(dot.name) ? () => openNode(dot.name) : undefined}
            onOver={setOver}
          />
        ))}
      </svg>
    </div>
  );
}

interface Thing {
  id: string;
  open: (node: Props["openNode"], link: Props["openLink"]) => void;
}

/** Every step, and after each what leads on from it. */
function inOrder(graph: Laid): Thing[] {
  return graph.dots.flatMap((dot): Thing[] => [
    { id: dot.id, open: (node) => opens(dot.name) && node(dot.name) },
    ...graph.edges
      .filter((edge) => edge.from === dot)
      .map((edge): Thing => ({
        id: edge.id,
        open: (_, link) => canOpen(edge) && link(edge.from.name, edge.to.name),
      })),
  ]);
}

const canOpen = (edge: Edge) => edge.from.name !== OTHER && edge.to.name !== OTHER;

interface ArrowProps {
  edge: Edge;
  colour: string;
  isOver: boolean;
  tab: boolean;
  said: string;
  open: () => void;
}

function Arrow({ edge, colour, isOver, tab, said, open }: ArrowProps) {
  return (
    <path
      id={`g-${edge.id}`}
      d={edge.path}
      stroke={colour}
      strokeWidth={edge.width}
      markerEnd="url(#tip)"
      className={classes.edge}
      style={isOver ? { opacity: 0.95 } : undefined}
      role={canOpen(edge) ? "button" : "img"}
      tabIndex={tab ? 0 : -1}
      aria-label={said}
      onClick={canOpen(edge) ? open : undefined}
    >
      <title>{said}</title>
    </path>
  );
}

interface NodeProps {
  dot: Dot;
  colour: string;
  name: string;
  tab: boolean;
  open?: () => void;
  onOver: (id: string | null) => void;
}

function Node({ dot, colour, name, tab, open, onOver }: NodeProps) {
  const shown = shortened(name, 130);
  const words = `${shown} ${dot.count.toLocaleString("en")} times${shown === name ? "" : `: ${name}`}`;
  return (
    <>
      <g
        id={`g-${dot.id}`}
        role={open ? "button" : "img"}
        tabIndex={tab ? 0 : -1}
        aria-label={words}
        className={open ? classes.spot : classes.rest}
        onClick={open}
        onMouseEnter={() => onOver(dot.id)}
        onMouseLeave={() => onOver(null)}
      >
        <title>{words}</title>
        <circle cx={dot.x} cy={dot.y} r={dot.radius + 4} className={classes.hit} />
        <circle cx={dot.x} cy={dot.y} r={dot.radius} fill={colour} />
      </g>
      <g aria-hidden>
        <text x={dot.x} y={dot.y + dot.radius + 16} textAnchor="middle" className={classes.name}>
          {shown}
        </text>
        <text x={dot.x} y={dot.y + dot.radius + 31} textAnchor="middle" className={classes.figures}>
          {dot.count.toLocaleString("en")}
        </text>
      </g>
    </>
  );
}
