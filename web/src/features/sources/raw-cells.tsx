import classes from "./sources.module.css";

interface Props {
  /** The row as it was read. */
  raw: string;
  /** By column; none where it was no row of columns. */
  cells: Record<string, unknown>;
}

/** What a row holds, column by column, blank ones left out; the text as it stands where it has no columns. */
export function RawCells({ raw, cells }: Props) {
  const known = Object.entries(cells).filter(([, value]) => value !== "" && value !== null);
  if (known.length === 0) return <div className={classes.raw}>{raw}</div>;
  return (
    <dl className={classes.cells}>
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
