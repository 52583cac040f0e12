#include "core/model/external_data.h"

#include <sys/stat.h>

#include <algorithm>

namespace sardonyx {
namespace {

// The segments of a path; backslashes separate too, because a model may come from Windows.
template <class Visit>
void each_segment(std::string_view path, Visit visit) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find_first_of("/\\"), path.size());
    visit(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
}

std::string checked_location(const WireMessage& message, const TensorHeader& header) {
  const std::string_view location = header.external->location;
  if (const std::string_view problem = problem_of_location(location); !problem.empty()) {
    message.fail("tensor ", quote(header.name), " has its data in ", quote(location), ", which ",
                 problem);
  }
  return normalized_location(location);
}

}  // namespace

std::string_view problem_of_location(std::string_view location) {
  if (location.empty()) {
    return "is empty";
  }
  if (location.front() == '/' || location.front() == '\\') {
    return "is an absolute path";
  }
  if (location.find(':') != std::string_view::npos) {
    return "has a drive or a scheme";
  }
  for (const char c : location) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      return "has control characters";
    }
  }
  bool leaves = false;
  bool names_a_file = false;
  each_segment(location, [&](std::string_view segment) {
    leaves = leaves || segment == "..";
    names_a_file = !segment.empty() && segment != ".";
  });
  return leaves ? "leaves the model's folder" : names_a_file ? "" : "is no file";
}

std::string normalized_location(std::string_view location) {
  std::string path;
  each_segment(location, [&](std::string_view segment) {
    if (!segment.empty() && segment != ".") {
      path += path.empty() ? "" : "/";
      path += segment;
    }
  });
  return path;
}

const Bytes& TensorsInPlace::external_file(const WireMessage& message, const TensorHeader& header) {
  const std::string location = checked_location(message, header);
  const auto known = external_files_.find(location);
  if (known != external_files_.end()) {
    return known->second;
  }
  try {
    return external_files_.emplace(location, external_.file(location)).first->second;
  } catch (Error& error) {
    error.add_context(concat("tensor ", quote(header.name), " has its data in ", quote(location)));
    throw;
  }
}

Tensor TensorsInPlace::tensor(const WireMessage& message, const TensorHeader& header) {
  if (header.raw) {
    checked_raw_size(header, message, header.raw->size());
    // What lies in front of the elements in their own message has been read and is free.
    const auto scratch = static_cast<std::size_t>(header.raw->data() - message.all().data());
    return adopt_raw_elements(header, *header.raw, file_, scratch);
  }
  if (!header.external) {
    return read_typed_elements(message, header);
  }
  const ExternalLocation& where = *header.external;
  const std::size_t size =
      where.length ? checked_raw_size(header, message, static_cast<std::uint64_t>(*where.length))
                   : Tensor::byte_size(header.dtype, header.shape);
  const Bytes& file = external_file(message, header);
  if (static_cast<std::uint64_t>(where.offset) > file.size ||
      size > file.size - static_cast<std::uint64_t>(where.offset)) {
    message.fail("tensor ", quote(header.name), " needs ", size, " bytes from byte ", where.offset,
                 " of ", quote(where.location), ", which has ", file.size);
  }
  const auto raw = file.span().subspan(static_cast<std::size_t>(where.offset), size);
  // Tensors may share bytes of an external file, so nothing in it is changed.
  return header.dtype == DType::kBool ? copy_raw_elements(header, raw)
                                      : adopt_raw_elements(header, raw, file, 0);
}

Tensor ExternalFileList::tensor(const WireMessage& message, const TensorHeader& header) {
  if (header.external) {
    std::string location = checked_location(message, header);
    if (std::find(locations.begin(), locations.end(), location) == locations.end()) {
      locations.push_back(std::move(location));
    }
  }
  return {};
}

Bytes ExternalDataInFolder::file(std::string_view location) {
  const std::string path = concat(folder_.empty() ? "." : folder_, "/", location);
  // Opening a pipe or a device could wait for ever.
  struct ::stat status {};
  require_that(ErrorCode::kInvalidArgument,
               ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode), "there is no file ",
               quote(path));
  return read_file(path);
}

}  // namespace sardonyx
