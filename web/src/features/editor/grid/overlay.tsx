import { ActionIcon, Menu } from "@mantine/core";
import { MoreHorizontal } from "lucide-react";
import {
  Fragment,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { ClockDialog } from "../clock-fields";
import type { GridController } from "./controller";
import classes from "./grid.module.css";
import { entriesOf, nameOf } from "./menu-entries";
import { MoveDialog } from "./move-dialog";
import { ScoreDialog } from "./score-dialog";
import { selectionOf, STOP } from "./stops";
import { WritingField } from "./writing-field";

interface Props {
  controller: GridController;
  scroller: RefObject<HTMLDivElement | null>;
}

/** What lies over the grid: the text that is being written, the menu, the dialogs, the button of the card in sight. */
export function OverlayLayer({ controller, scroller }: Props) {
  const { writing } = useSyncExternalStore(controller.subscribe, controller.overlay);
  return (
    <>
      <MoreButton controller={controller} scroller={scroller} />
      {writing && <WritingField key={writing.stop.dataset.stop} writing={writing} controller={controller} />}
      <MenuLayer controller={controller} />
    </>
  );
}

/** The menu of a thing, and the dialogs that it opens. */
export function MenuLayer({ controller }: Pick<Props, "controller">) {
  const { menu, moving } = useSyncExternalStore(controller.subscribe, controller.overlay);
  const close = () => {
    controller.show({ moving: null });
    controller.back();
  };
  return (
    <>
      {menu && <ThingMenu key={`${menu.x} ${menu.y}`} controller={controller} menu={menu} />}
      {moving?.kind === "emotion" && <ScoreDialog step={moving.step} close={close} />}
      {moving?.kind === "clock" && <ClockDialog step={moving.step} close={close} />}
      {(moving?.kind === "card" || moving?.kind === "step" || moving?.kind === "stage") && (
        <MoveDialog selection={moving} controller={controller} close={close} />
      )}
    </>
  );
}

type Opened = NonNullable<ReturnType<GridController["overlay"]>["menu"]>;

function ThingMenu({ controller, menu }: { controller: GridController; menu: Opened }) {
  const entries = entriesOf(controller, menu.selection);
  const close = () => {
    controller.show({ menu: null });
    controller.back();
  };
  return (
    <Menu
      opened
      onClose={close}
      position="bottom-start"
      withinPortal
      trapFocus
      returnFocus={false}
      width={260}
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
    >
      <Menu.Target>
        <span className={classes.menuPoint} style={{ translate: `${menu.x}px ${menu.y}px` }} />
      </Menu.Target>
      <Menu.Dropdown mah="calc(100dvh - 16px)" style={{ overflowY: "auto" }}>
        <Menu.Label>{nameOf(controller.editor, menu.selection)}</Menu.Label>
        {entries.map((entry, at) => (
          <Fragment key={entry.id}>
            {at > 0 && entries[at - 1]?.section !== entry.section && <Menu.Divider />}
            <Menu.Item
              className={entry.isDangerous ? classes.danger : undefined}
              rightSection={entry.keys ? <span className={classes.keys}>{entry.keys}</span> : undefined}
              onClick={() => {
                close();
                entry.run();
              }}
            >
              {entry.label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const WITH_MENU = new Set(["card", "step", "stage", "lane", "emotion"]);

/** One button that goes to the thing under the pointer: the way to its menu for a hand. */
function MoreButton({ controller, scroller }: Props) {
  const [stop, setStop] = useState<HTMLElement | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const room = scroller.current;
    if (!room) return;
    const over = (event: PointerEvent) => {
      const target = event.target as HTMLElement;
      if (button.current?.contains(target)) return;
      const found = target.closest<HTMLElement>(STOP);
      setStop(found && WITH_MENU.has(found.dataset.kind ?? "") ? found : null);
    };
    const out = () => setStop(null);
    room.addEventListener("pointerover", over);
    room.addEventListener("pointerleave", out);
    return () => {
      room.removeEventListener("pointerover", over);
      room.removeEventListener("pointerleave", out);
    };
  }, [scroller]);
  useLayoutEffect(() => {
    const own = button.current;
    const room = own?.parentElement;
    if (!room || !stop) return;
    const [box, frame] = [stop.getBoundingClientRect(), room.getBoundingClientRect()];
    own.style.translate = `${box.right - frame.left - 28}px ${box.top - frame.top + 3}px`;
  }, [stop, scroller]);
  const selection = stop && selectionOf(stop);
  return (
    <ActionIcon
      ref={button}
      className={classes.more}
      data-shown={selection ? true : undefined}
      size={24}
      variant="default"
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => {
        if (!stop?.isConnected) return;
        controller.focus(stop);
        controller.openMenu(stop);
      }}
    >
      <MoreHorizontal size={16} />
    </ActionIcon>
  );
}
