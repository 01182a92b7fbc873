package noroshi.standalone;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A data folder that this process has to itself; the lock falls with the process, however it ends. */
final class DataFolder implements AutoCloseable {
    private static final long MEBIBYTE = 1 << 20;
    private static final long LEAST_FREE_MEBIBYTES = 512;

    private final FileChannel lock;

    private DataFolder(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder, making it on first use.
     *
     * @throws UsageError if another hub has it, it can't be written, or its disk is nearly full
     */
    static DataFolder take(Path folder) {
        try {
            PrivateFiles.folder(folder);
            var free = Files.getFileStore(folder).getUsableSpace() / MEBIBYTE;
            if (free < LEAST_FREE_MEBIBYTES) {
                throw new UsageError("data folder %s: %d MiB free (expected: %d; free some, or set %s to another disk)"
                        .formatted(folder, free, LEAST_FREE_MEBIBYTES, Settings.DATA));
            }
            var channel = FileChannel.open(folder.resolve("lock"), CREATE, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new UsageError("data folder %s: in use by another hub (stop it, or set %s to another folder)"
                        .formatted(folder, Settings.DATA));
            }
            return new DataFolder(channel);
        } catch (IOException e) {
            throw new UsageError(
                    "data folder %s: can't be used (%s; set %s to another folder)".formatted(folder, e, Settings.DATA));
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process: a second hub beside the first.
            return null;
        }
    }
}
