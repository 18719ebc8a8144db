import { Drawer, Modal } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  children: ReactNode;
}

// Their heads are no banners of the page, which has one already: hence the role.

/** A window over the page, with a title. */
export function Window({ opened, close, title, children, size = "md" }: Props & { size?: string }) {
  return (
    <Modal.Root opened={opened} onClose={close} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Header role="none">
          <Modal.Title fw={650} lh={1.3}>
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A panel at the side of the page, with a title. */
export function SidePanel({ opened, close, title, children }: Props) {
  return (
    <Drawer.Root opened={opened} onClose={close} position="right" size="min(460px, 100vw)">
      <Drawer.Overlay backgroundOpacity={0.25} />
      <Drawer.Content>
        <Drawer.Header role="none">
          <Drawer.Title fw={650} lh={1.3}>
            {title}
          </Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
