#include "crash/crash_vfs.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace startex::test {
namespace {

constexpr std::size_t sector = 512;

void apply(std::string& content, const CrashDisk::Change& change, std::size_t length) {
  if (change.truncates) {
    content.resize(std::min(content.size(), change.offset));
    return;
  }
  if (content.size() < change.offset + length) content.resize(change.offset + length, '\0');
  content.replace(change.offset, length, change.bytes, 0, length);
}

struct OpenFile {
  sqlite3_file base;
  CrashDisk* disk;
  CrashDisk::File* file;
};

OpenFile* of(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }

void change(OpenFile* open, CrashDisk::Change change) {
  open->disk->before_operation();
  apply(open->file->content, change, change.bytes.size());
  open->file->unsynced.push_back(std::move(change));
}

const sqlite3_io_methods methods = {
    1,
    [](sqlite3_file*) { return SQLITE_OK; },
    [](sqlite3_file* file, void* out, int count, sqlite3_int64 offset) {
      const std::string& content = of(file)->file->content;
      const auto size = static_cast<std::size_t>(count), at = static_cast<std::size_t>(offset);
      const auto there = at < content.size() ? std::min(size, content.size() - at) : 0;
      if (there) std::memcpy(out, content.data() + at, there);
      std::memset(static_cast<char*>(out) + there, 0, size - there);
      return there == size ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
    },
    [](sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
      change(of(file), {static_cast<std::size_t>(offset),
                        std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(count)), false});
      return SQLITE_OK;
    },
    [](sqlite3_file* file, sqlite3_int64 size) {
      change(of(file), {static_cast<std::size_t>(size), "", true});
      return SQLITE_OK;
    },
    [](sqlite3_file* file, int) {
      of(file)->disk->before_operation();
      of(file)->file->durable = of(file)->file->content;
      of(file)->file->unsynced.clear();
      return SQLITE_OK;
    },
    [](sqlite3_file* file, sqlite3_int64* size) {
      *size = static_cast<sqlite3_int64>(of(file)->file->content.size());
      return SQLITE_OK;
    },
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int) { return SQLITE_OK; },
    [](sqlite3_file*, int* out) {
      *out = 0;
      return SQLITE_OK;
    },
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    [](sqlite3_file*) { return static_cast<int>(sector); },
    [](sqlite3_file*) { return 0; },
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
    nullptr,
};

CrashDisk* disk_of(sqlite3_vfs* vfs) { return static_cast<CrashDisk*>(vfs->pAppData); }

}  // namespace

struct CrashDisk::Vfs {
  sqlite3_vfs vfs;
};

CrashDisk::CrashDisk(std::string name, Files given)
    : name_(std::move(name)), vfs_(new Vfs{*sqlite3_vfs_find(nullptr)}) {
  for (auto& [path, content] : given) files[path] = {content, content, {}};
  sqlite3_vfs& vfs = vfs_->vfs;
  vfs.zName = name_.c_str();
  vfs.pNext = nullptr;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.pAppData = this;
  vfs.xOpen = [](sqlite3_vfs* self, const char* path, sqlite3_file* file, int flags, int* out) {
    CrashDisk* disk = disk_of(self);
    const std::string key = path ? path : "temporary";
    if (!disk->files.contains(key) && !(flags & SQLITE_OPEN_CREATE)) return SQLITE_CANTOPEN;
    *of(file) = {{&methods}, disk, &disk->files[key]};
    if (out) *out = flags;
    return SQLITE_OK;
  };
  vfs.xDelete = [](sqlite3_vfs* self, const char* path, int) {
    disk_of(self)->files.erase(path);
    return SQLITE_OK;
  };
  vfs.xAccess = [](sqlite3_vfs* self, const char* path, int, int* out) {
    *out = disk_of(self)->files.contains(path);
    return SQLITE_OK;
  };
  vfs.xFullPathname = [](sqlite3_vfs*, const char* path, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", path);
    return SQLITE_OK;
  };
  sqlite3_vfs_register(&vfs, 0);
}

CrashDisk::~CrashDisk() {
  sqlite3_vfs_unregister(&vfs_->vfs);
  delete vfs_;
}

CrashDisk::Files CrashDisk::after_power_cut(std::mt19937_64& random) const {
  Files disk;
  for (const auto& [path, file] : files) {
    std::string& content = disk[path] = file.durable;
    for (const Change& change : file.unsynced) {
      const auto fate = random() % 3;
      if (fate == 0) continue;
      const std::size_t sectors = (change.bytes.size() + sector - 1) / sector;
      const std::size_t torn = sectors ? random() % sectors * sector : 0;
      apply(content, change, fate == 1 ? change.bytes.size() : torn);
    }
  }
  return disk;
}

}  // namespace startex::test
