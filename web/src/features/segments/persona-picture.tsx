import { Avatar } from "@mantine/core";
import { pictureAt, type Schema } from "@/client";

interface Props {
  persona: Pick<Schema<"Persona">, "name" | "image">;
  size: number;
}

/** A persona's face; its initials where there is no picture. It says nothing that the name beside it does not. */
export function PersonaPicture({ persona, size }: Props) {
  return (
    <Avatar
      color="accent"
      radius="xl"
      size={size}
      src={pictureAt(persona.image)}
      name={persona.name}
      alt=""
      aria-hidden
    />
  );
}
