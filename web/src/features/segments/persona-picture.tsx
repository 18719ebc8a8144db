import { Avatar } from "@mantine/core";
import { pictureAt, type Schema } from "@/client";

interface Props {
  persona: Pick<Schema<"Persona">, "name" | "image">;
  size: number;
  isMissing?: boolean;
}

/** A persona's face; its initials where there is no picture. It says nothing that the name beside it does not. */
export function PersonaPicture({ persona, size, isMissing = false }: Props) {
  return (
    <Avatar
      color="accent"
      radius="50%"
      size={size}
      src={isMissing ? null : pictureAt(persona.image)}
      name={persona.name}
      alt=""
      aria-hidden
    />
  );
}
