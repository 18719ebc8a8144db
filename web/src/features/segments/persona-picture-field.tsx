import { Button, FileButton, Group, Input, Stack } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { ImagePlus } from "lucide-react";
import { sendPicture } from "@/client";
import { ProblemNotice, smaller } from "@/ui";
import { PersonaPicture } from "./persona-picture";

interface Props {
  name: string;
  image: string | null;
  change: (image: string | null) => void;
}

const LARGEST_MB = 40; // of what is chosen; it is made small before it is sent

/** A persona's picture: chosen, made small, sent; without what a camera writes into it. */
export function PersonaPictureField({ name, image, change }: Props) {
  const sending = useMutation({ mutationFn: sent, onSuccess: change });
  return (
    <Stack gap={6}>
      <Input.Label>Picture</Input.Label>
      <Input.Description>
        PNG, JPEG or WebP. What a camera writes into it, such as where it was taken, is left out. Take nobody
        who is real without asking them.
      </Input.Description>
      <Group gap="md">
        <PersonaPicture persona={{ name: name || "?", image }} size={72} />
        <FileButton
          accept="image/png,image/jpeg,image/webp"
          onChange={(file) => file && sending.mutate(file)}
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<ImagePlus size={16} aria-hidden />}
              loading={sending.isPending}
            >
              {image ? "Another picture" : "Choose a picture"}
            </Button>
          )}
        </FileButton>
        {image && (
          <Button variant="subtle" onClick={() => change(null)}>
            Take it away
          </Button>
        )}
      </Group>
      {sending.error && <ProblemNotice error={sending.error} />}
    </Stack>
  );
}

async function sent(file: File): Promise<string> {
  if (file.size > LARGEST_MB * 1_000_000)
    throw new Error(
      `This picture has ${Math.round(file.size / 1_000_000)} MB. Choose one of at most ${LARGEST_MB} MB.`,
    );
  const picture = await smaller(file);
  if (!picture) throw new Error("This is no picture that can be read. Choose a PNG, JPEG or WebP.");
  return sendPicture(picture);
}
